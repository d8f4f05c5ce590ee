#include "lrs/http/incoming.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lrs/http/multipart.hpp"
#include "platform/error.hpp"

namespace lrs {

namespace {
constexpr int most_uploads = 32;                    // at once, of files that are streamed
constexpr std::size_t most_json = 16 << 20;         // of statements beside files

Error too_large(std::string_view what, std::size_t limit) { return {ErrorCode::too_large, fmt::format("{} may have at most {} bytes", what, limit)}; }

const DeclaredAttachment& declared_by(std::span<const Prepared> statements, const std::string& sha2) {
    for (const auto& statement : statements) {
        const auto found = std::ranges::find(statement.attachments, sha2, &DeclaredAttachment::sha2);
        if (found != statement.attachments.end()) return *found;
    }
    throw Error(ErrorCode::invalid, "multipart/mixed: a part that no statement declares (xAPI part 3, 1.5.2, XAPI-00128)");
}

bool is_signature(std::span<const Prepared> statements, const std::string& sha2) {
    return std::ranges::any_of(statements, [&](const Prepared& statement) {
        return std::ranges::any_of(statement.attachments, [&](const DeclaredAttachment& declared) { return declared.sha2 == sha2 && declared.signs; });
    });
}
}  // namespace

Incoming::Incoming(const Exchange& exchange) : exchange_(exchange), receiver_(exchange.lrs.database, exchange.who.org) {
    const auto type = exchange.content_type();
    if (type == "application/json") return;
    if (type != "multipart/mixed") throw Error(ErrorCode::invalid, "Content-Type: application/json or multipart/mixed expected (xAPI part 3, 1.5, XAPI-00127)");
    parts_.emplace(*exchange.request.header("content-type"), [this] { return next_piece(); });
    if (!exchange.request.stream) return;
    counted_ = true;
    if (++exchange.lrs.uploads <= most_uploads) return;
    --exchange.lrs.uploads;
    throw Error(ErrorCode::unavailable, fmt::format("More than {} requests with files are coming at once.", most_uploads)).retry_in(std::chrono::seconds(1));
}

Incoming::~Incoming() {
    if (counted_) --exchange_.lrs.uploads;
}

Task<std::string_view> Incoming::statements() {
    if (has_files()) {
        json_ = co_await read_json();
        co_return json_;
    }
    if (exchange_.request.stream) co_await exchange_.request.stream->collect(exchange_.lrs.config.request_limit);
    co_return exchange_.request.body;
}

Task<std::string> Incoming::next_piece() {
    if (auto* stream = exchange_.request.stream) co_return co_await stream->piece();
    co_return std::exchange(fed_, true) ? std::string() : exchange_.request.body;
}

Task<std::string> Incoming::read_json() {
    co_await parts_->begin_statements();
    const auto most = std::min(most_json, exchange_.lrs.config.request_limit);
    std::string json;
    for (auto data = co_await parts_->data(); !data.empty(); data = co_await parts_->data()) {
        json += data;
        if (json.size() > most) throw too_large("statements beside files", most);
    }
    co_return json;
}

Task<std::vector<Attachment>> Incoming::files(std::span<const Prepared> statements) {
    std::vector<Attachment> files;
    while (co_await parts_->begin_file()) {
        const auto& declared = declared_by(statements, checked_hash(parts_->head()));
        std::optional<std::size_t> most_in_memory;
        if (is_signature(statements, declared.sha2)) most_in_memory = exchange_.lrs.config.statement_limit * 3;
        receiver_.begin(declared.sha2, declared.content_type, most_in_memory);
        for (auto data = co_await parts_->data(); !data.empty(); data = co_await parts_->data()) co_await receiver_.add(data);
        files.push_back(co_await receiver_.finish());
    }
    co_return files;
}

}  // namespace lrs
