#include "lrs/http/incoming.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lrs/http/multipart.hpp"
#include "lrs/statement/signature.hpp"
#include "platform/error.hpp"

namespace lrs {

using Event = MultipartReader::Event;

namespace {
constexpr int most_uploads = 32;                    // at once, of files that are streamed
constexpr std::size_t most_in_memory = 1 << 20;     // of small files of a request
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
        return std::ranges::any_of(statement.attachments, [&](const DeclaredAttachment& declared) { return declared.sha2 == sha2 && declared.usage_type == signature_usage; });
    });
}
}  // namespace

// A file on its way.
struct Incoming::Part {
    crypto::Sha2 digest;
    Attachment attachment;
    AttachmentWriter writer;
    bool written = false;
    std::size_t most_held = small_attachment;  // bytes in memory; more are written
};

Incoming::Incoming(const Exchange& exchange) : exchange_(exchange) {
    const auto type = exchange.content_type();
    if (type == "application/json") return;
    if (type != "multipart/mixed") throw Error(ErrorCode::invalid, "Content-Type: application/json or multipart/mixed expected (xAPI part 3, 1.5, XAPI-00127)");
    multipart_.emplace(*exchange.request.header("content-type"));
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

Task<Event> Incoming::next_event() {
    auto event = multipart_->next();
    while (event == Event::need_more) {
        auto* stream = exchange_.request.stream;
        if (!stream && std::exchange(fed_, true)) multipart_->refuse_end();
        const auto piece = stream ? co_await stream->piece() : exchange_.request.body;
        if (piece.empty()) multipart_->refuse_end();
        multipart_->feed(piece);
        event = multipart_->next();
    }
    co_return event;
}

Task<std::string> Incoming::read_json() {
    if (co_await next_event() != Event::part) throw multipart_refusal("the first part holds the statements", "XAPI-00133");
    check_statements_part(*multipart_);
    const auto most = std::min(most_json, exchange_.lrs.config.request_limit);
    std::string json;
    while (co_await next_event() == Event::data) {
        json += multipart_->data();
        if (json.size() > most) throw too_large("statements beside files", most);
    }
    co_return json;
}

Task<std::vector<Attachment>> Incoming::files(std::span<const Prepared> statements) {
    std::vector<Attachment> files;
    while (co_await next_event() == Event::part) {
        const auto hash = checked_hash(*multipart_);
        const auto& declared = declared_by(statements, hash);
        const bool signature = is_signature(statements, hash);
        auto file = co_await read_file(declared, signature);
        files.push_back(std::move(file));
    }
    co_return files;
}

Task<Attachment> Incoming::read_file(const DeclaredAttachment& declared, bool signature) {
    const auto bits = static_cast<int>(declared.sha2.size() * 4);
    Part part{crypto::Sha2(bits), {declared.sha2, declared.content_type, {}}, {exchange_.lrs.database, exchange_.who.org}};
    part.most_held = signature ? exchange_.lrs.config.statement_limit * 3 : std::min(small_attachment, most_in_memory - in_memory_);
    while (co_await next_event() == Event::data) {
        part.digest.add(multipart_->data());
        co_await keep(part, multipart_->data());
        if (signature && part.written) throw too_large("a signature", part.most_held);
    }
    check_digest(part.digest.hex(), declared.sha2);
    in_memory_ += part.attachment.content.size();
    if (part.written) {
        co_await part.writer.finish();
        part.attachment.content_id = part.writer.id();
        part.attachment.size = part.writer.size();
    }
    co_return std::move(part.attachment);
}

// What grows too large for memory is written from its beginning on.
Task<void> Incoming::keep(Part& part, std::string_view bytes) {
    auto& content = part.attachment.content;
    if (!part.written && content.size() + bytes.size() <= part.most_held) {
        content += bytes;
        co_return;
    }
    if (!std::exchange(part.written, true)) {
        co_await part.writer.begin();
        written_.push_back(part.writer.id());
        co_await part.writer.add(std::exchange(content, {}));
    }
    co_await part.writer.add(bytes);
}

Task<void> Incoming::give_up() {
    for (const auto& id : std::exchange(written_, {})) co_await discard_content(exchange_.lrs.database, exchange_.who.org, id);
}

}  // namespace lrs
