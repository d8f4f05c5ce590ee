#include "lrs/moving/intake.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ranges>
#include <unordered_map>

#include "lrs/forwarding/outgoing.hpp"
#include "lrs/json/raw.hpp"
#include "lrs/json/readable.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/statement/compare.hpp"
#include "lrs/statement/formats.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"

namespace lrs {

namespace {
constexpr std::size_t most_pending_bytes = 8 << 20;
constexpr std::size_t most_problems = 1000;  // that are told; the others are counted

Sender importer(const Lrs::State& lrs, const OrgId& org) {
    auto sender = lrs.sender(org, "import", true);
    sender.keeps_authority = true;
    return sender;
}

// What a statement that names no version was written by is 1.0.x: 2.0.0 stores always name it.
Version version_of(json::Node statement) {
    const auto named = json::Members(statement).find("version");
    return named && named->kind() == json::Kind::string && named->string().starts_with("2") ? Version::v2_0_0 : Version::v1_0_3;
}

// Reasons end with what was found there; that may be somebody's address.
std::string without_value(std::string reason) {
    const auto begin = reason.find(", found \"");
    const auto end = begin == reason.npos ? begin : reason.find("\" (", begin);
    return end == reason.npos ? reason : reason.erase(begin, end + 1 - begin);
}

bool has_digest(const Attachment& attachment) {
    const auto bits = static_cast<int>(attachment.sha2.size()) * 4;
    return !attachment.sha2.empty() && crypto::sha2_hex(bits, attachment.content) == attachment.sha2;
}
}  // namespace

Intake::Intake(Lrs::State& lrs, const OrgId& org, std::size_t batch) : lrs_(lrs), sender_(importer(lrs, org)), most_statements_(batch) {}

Task<void> Intake::take(std::int64_t number, std::string_view text) {
    text = raw::trimmed(text);
    if (text.empty()) co_return;
    ++counts_.lines;
    try {
        read(number, text);
    } catch (const Error& error) {
        refuse(number, error.pointer, without_value(error.detail));
    }
    if (pending_.size() >= most_statements_ || bytes_ >= most_pending_bytes) co_await flush();
}

void Intake::read(std::int64_t number, std::string_view text) {
    const Readable document(text);
    if (document.root().kind() != json::Kind::object) throw Error(ErrorCode::invalid, "expected a JSON object");
    if (json::Members(document.root()).find("attachment")) return read_attachment(text);
    const auto id = uuid_of(fmt::format("import {} {} {}", sender_.org.str(), number, text));
    auto statement = prepare(document.root(), text, version_of(document.root()), sender_, {}, id);
    if (statement.open_body.size() > lrs_.config.statement_limit)
        throw Error(ErrorCode::too_large, fmt::format("a statement may have at most {} bytes", lrs_.config.statement_limit));
    bytes_ += statement.open_body.size();
    pending_.push_back({number, std::move(statement)});
}

void Intake::read_attachment(std::string_view text) {
    const auto parts = raw::members(raw::find(raw::members(text), "attachment"));
    const auto part = [&parts](std::string_view name) {
        const auto value = raw::find(parts, name);
        if (!value.starts_with('"')) throw Error(ErrorCode::invalid, fmt::format("expected the text \"{}\"", name)).at("/attachment");
        return raw::unquoted(value);
    };
    auto content = crypto::from_base64url(part("base64url"));
    if (!content) throw Error(ErrorCode::invalid, "expected base64url").at("/attachment/base64url");
    Attachment attachment{lower_case(part("sha2")), part("contentType"), std::move(*content)};
    if (!has_digest(attachment)) throw Error(ErrorCode::invalid, "expected the digest of the content").at("/attachment/sha2");
    take_attachment(std::move(attachment));
}

void Intake::take_attachment(Attachment attachment) {
    ++counts_.attachments;
    bytes_ += attachment.content.size();
    attachments_.push_back(std::move(attachment));
}

void Intake::pass_over(std::int64_t number, std::string reason) {
    ++counts_.lines;
    refuse(number, "", std::move(reason));
}

void Intake::refuse(std::int64_t line, std::string pointer, std::string reason) {
    constexpr std::size_t most_reason = 400;
    ++counts_.refused;
    if (problems_.size() >= most_problems) return;
    reason.resize(std::min(reason.size(), most_reason));
    problems_.push_back({line, std::move(pointer), std::move(reason)});
}

// Whether the statement need not be stored since one with its id is there; another one under that id is a problem.
bool Intake::is_known(const Pending& pending, std::string_view before) {
    if (equivalent(before, pending.statement.open_body + '}')) ++counts_.known;
    else refuse(pending.line, "/id", "another statement is stored under this id (xAPI part 3, 2.1.1)");
    return true;
}

void Intake::drop_twins() {
    std::vector<Pending> kept;
    kept.reserve(pending_.size());  // `first` looks into it
    std::unordered_map<std::string_view, const Pending*> first;
    for (auto& one : pending_) {
        const auto twin = first.find(one.statement.id);
        if (twin != first.end() && is_known(one, twin->second->statement.open_body + '}')) continue;
        kept.push_back(std::move(one));
        first.emplace(kept.back().statement.id, &kept.back());
    }
    pending_ = std::move(kept);
}

Task<void> Intake::drop_known() {
    std::vector<std::string> ids;
    for (const auto& one : pending_) ids.push_back(one.statement.id);
    std::map<std::string, std::string, std::less<>> bodies;
    for (const auto& row : co_await lrs_.database.read(sql::find_by_ids, sender_.org, json_list(ids))) bodies.emplace(row.text(0), row.text(2));
    std::erase_if(pending_, [&](const Pending& one) {
        const auto before = bodies.find(one.statement.id);
        return before != bodies.end() && is_known(one, before->second);
    });
}

void Intake::drop(const std::string& id, std::string reason) {
    const auto at = std::ranges::find(pending_, id, [](const Pending& one) { return one.statement.id; });
    refuse(at->line, "/id", std::move(reason));
    pending_.erase(at);
}

// A conflict after drop_known() is somebody else's statement that came meanwhile.
Task<void> Intake::flush() {
    drop_twins();
    co_await drop_known();
    while (!pending_.empty() || !attachments_.empty()) {
        Batch batch{.org = sender_.org, .authority_key = sender_.authority_key, .attachments = attachments_};
        for (auto& one : pending_) batch.statements.push_back(std::move(one.statement));
        co_await lrs_.batches.run(batch);
        for (std::size_t i = 0; i < pending_.size(); ++i) pending_[i].statement = std::move(batch.statements[i]);
        if (batch.conflict) {
            drop(*batch.conflict, "another statement was stored under this id meanwhile");
            continue;
        }
        lrs_.known.learn(batch.learned);
        counts_.stored += static_cast<std::int64_t>(pending_.size());
        pending_.clear();
        attachments_.clear();
    }
    bytes_ = 0;
}

}  // namespace lrs
