#include "lrs/forwarding/courier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "lrs/attachments/attachments.hpp"
#include "lrs/json/readable.hpp"
#include "lrs/statement/compare.hpp"
#include "lrs/statement/shape.hpp"
#include "platform/client/retry_after.hpp"
#include "platform/error.hpp"
#include "platform/json/document.hpp"
#include "platform/json/json.hpp"

namespace lrs {

namespace {
constexpr std::size_t most_quoted = 300;
constexpr std::size_t slow_line = 256 << 10;  // bytes a second

// The content is at fault, not the target's health nor our right to send.
bool refuses_content(int status) {
    constexpr std::array statuses{400, 409, 413, 415, 422};
    return std::ranges::find(statuses, status) != statuses.end();
}

std::string quoted(std::string body) {
    body.resize(std::min(body.size(), most_quoted));
    while (!body.empty() && !json::is_utf8(body)) body.pop_back();
    std::erase(body, '\0');
    return body;
}

Verdict verdict_on(const client::Response& response) {
    const int status = response.status;
    if (status >= 200 && status < 300) return {.status = status};
    if (refuses_content(status)) return {Verdict::Kind::refused, status, quoted(response.body), {}};
    return {Verdict::Kind::later, status, fmt::format("the target answers {}", status), client::retry_after(response)};
}

Verdict verdict_on(const client::TransferError& error) {
    const bool ours = error.failure == client::Failure::cancelled;
    return {ours ? Verdict::Kind::cancelled : Verdict::Kind::later, 0, "no answer: " + error.detail, {}};
}
}  // namespace

Task<Verdict> Courier::carry(client::Request request) {
    const auto patience = patience_ + std::chrono::seconds(request.upload ? request.upload->size / slow_line : 0);
    request.first_byte_timeout = patience;
    request.idle_timeout = patience_;
    request.deadline = timing::in(patience);
    request.stop = stop_;
    const auto answer = co_await client_.fetch(std::move(request));
    co_return answer ? verdict_on(*answer) : verdict_on(answer.error());
}

Task<Verdict> Courier::send(const Forward& forward, std::span<const Outgoing> statements) {
    auto verdict = co_await carry(co_await request_for(forward, statements));
    const bool lrs = forward.target.kind == TargetKind::lrs;
    if (lrs && verdict.status == 409 && statements.size() == 1 && co_await has_equal(forward.target, statements.front()))
        verdict = {.status = 409};
    co_return verdict;
}

Task<client::Request> Courier::request_for(const Forward& forward, std::span<const Outgoing> statements) {
    std::set<std::string> hashes;
    if (forward.target.kind == TargetKind::lrs)
        for (const auto& statement : statements)
            for (auto& hash : attachment_hashes(statement.body)) hashes.insert(std::move(hash));
    auto files = co_await list_attachments(database_, forward.org, {hashes.begin(), hashes.end()});
    co_return files.empty() ? delivery(forward, statements) : delivery_with_files(database_, forward, statements, std::move(files));
}

Task<bool> Courier::has_equal(const Target& target, const Outgoing& statement) {
    auto request = lookup(target, statement.id);
    request.deadline = timing::in(patience_);
    request.stop = stop_;
    const auto answer = co_await client_.fetch(std::move(request));
    if (!answer || answer->status != 200) co_return false;
    try {
        const Readable readable(answer->body);  // `equivalent` wants text that has been accepted
        co_return readable.root().kind() == json::Kind::object && equivalent(statement.body, answer->body);
    } catch (const Error&) {
        co_return false;
    }
}

}  // namespace lrs
