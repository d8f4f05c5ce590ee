#include <boost/describe/class.hpp>

#include <charconv>

#include "lrs/http/state.hpp"
#include "lrs/pipeline/state.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace lrs {

struct QueuedJson {
    bool queued = true;
    std::vector<std::string> ids;
};
BOOST_DESCRIBE_STRUCT(QueuedJson, (), (queued, ids))

struct DeadLetterJson {
    std::string id, statement_id, key, version, statement, code, pointer, reason, failed_at;
};
BOOST_DESCRIBE_STRUCT(DeadLetterJson, (), (id, statement_id, key, version, statement, code, pointer, reason, failed_at))

struct DeadLettersJson {
    std::vector<DeadLetterJson> dead_letters;
    std::optional<std::string> before;  // names the page that follows, if one does
};
BOOST_DESCRIBE_STRUCT(DeadLettersJson, (), (dead_letters, before))

namespace {
constexpr std::int64_t page = 100;

Version version_of(const http::Request& request, Version otherwise) {
    const auto named = request.header("x-experience-api-version");
    if (!named) return otherwise;
    const auto version = version_named(*named);
    if (!version) throw Error(ErrorCode::invalid, "this X-Experience-API-Version is not spoken here: 1.0.x or 2.0.x (xAPI part 3, 3.3, XAPI-00331)");
    return *version;
}

void expect_json(const http::Request& request) {
    const auto type = request.header("content-type").value_or("");
    if (!type.starts_with("application/json")) throw Error(ErrorCode::unsupported_type, "Content-Type: application/json expected; files go to /xapi/statements");
}

Task<QueuedJson> queue_statements(Pipeline::State& pipeline, const http::Request& request) {
    auto& lrs = pipeline.lrs.state();
    const auto who = co_await lrs.credentials.verify(request.header("authorization").value_or(""));
    // The rules of a visit are checked while its learner waits, so its statements cannot wait.
    if (who.guest || !who.may_any(scope_statements_write)) throw Error(ErrorCode::forbidden, "These credentials do not allow this (xAPI part 3, 3.2 and 4.2).");
    expect_json(request);
    const auto version = version_of(request, lrs.default_version);
    auto admitted = admit(request.body, lrs.config.statement_limit, timing::now());
    const Sent sent{.org = who.org, .sender = who.id, .issuer = who.issuer, .acted_for = who.user, .may_define = who.may_any(scope_define), .version = version};
    co_await lrs.credentials.charge(who, admitted.statements.size());
    if (!admitted.statements.empty()) co_await pipeline.queue.put({sent, std::move(admitted.statements), admitted.door_time});
    co_return QueuedJson{.ids = std::move(admitted.ids)};
}

// The router would answer a refusal as well, but without naming the credentials that are expected.
Task<http::Response> answer_queue(Pipeline::State& pipeline, const http::Caller& caller, const http::Request& request) {
    http::Response response;
    try {
        response = http::json_text(202, json::write(co_await queue_statements(pipeline, request)));
    } catch (const Error& error) {
        response = http::error_response(error, caller.trace.trace_id());
        if (error.code == ErrorCode::unauthorized) response.with("WWW-Authenticate", pipeline.lrs.state().credentials.challenge());
    }
    co_return response;
}

DeadLetterJson to_json(DeadLetter letter) {
    return {.id = std::move(letter.id),
            .statement_id = std::move(letter.statement_id),
            .key = std::move(letter.sent.sender),
            .version = std::string(to_string(letter.sent.version)),
            .statement = std::move(letter.statement),
            .code = std::move(letter.code),
            .pointer = std::move(letter.pointer),
            .reason = std::move(letter.reason),
            .failed_at = timing::to_rfc3339(letter.failed_at)};
}

Task<DeadLettersJson> list_dead_letters(Pipeline::State& pipeline, const http::Caller& caller, const http::Request& request) {
    const auto before = request.parameter("before");
    auto letters = co_await pipeline.letters.list(caller.org, before ? std::optional(std::string(*before)) : std::nullopt, page);
    DeadLettersJson reply;
    if (std::ssize(letters) == page) reply.before = letters.back().id;
    for (auto& letter : letters) reply.dead_letters.push_back(to_json(std::move(letter)));
    co_return reply;
}

Error no_letter() { return {ErrorCode::not_found, "There is no such dead letter."}; }

// Queued first: a crash between the two leaves a letter too many, never one too few. What is refused again meanwhile has another id.
Task<http::Response> retry_dead_letter(Pipeline::State& pipeline, const http::Caller& caller, const http::Request& request) {
    const std::string id(request.path_value("id"));
    auto queued = co_await pipeline.letters.find(caller.org, id);
    if (!queued) throw no_letter();
    co_await pipeline.queue.put(std::move(*queued));
    co_await pipeline.letters.discard(caller.org, id);
    co_return http::json_text(202, R"({"queued":true})");
}

Task<http::Response> discard_dead_letter(Pipeline::State& pipeline, const http::Caller& caller, const http::Request& request) {
    if (!co_await pipeline.letters.discard(caller.org, std::string(request.path_value("id")))) throw no_letter();
    co_return http::no_content();
}
}  // namespace

void mount_queue(http::Router& router, Pipeline& pipeline) {
    auto& state = pipeline.state();
    http::Needs needs{.role = http::Role::anyone, .body_limit = state.lrs.state().config.request_limit, .raw_body = true};
    needs.summary = "Queue a statement or an array of them (the credentials of /xapi); they are checked and stored in the background";
    router.post("/v1/xapi/queue", std::move(needs), [&state](const http::Caller& caller, const http::Request& request) { return answer_queue(state, caller, request); });
    router.get("/v1/xapi/dead-letters", {.role = http::Role::admin, .summary = "Queued statements that were refused, newest first", .query = {"before"}},
               [&state](const http::Caller& caller, const http::Request& request) { return list_dead_letters(state, caller, request); });
    router.post("/v1/xapi/dead-letters/{id}/retry", {.role = http::Role::admin, .summary = "Queue a refused statement again"},
                [&state](const http::Caller& caller, const http::Request& request) { return retry_dead_letter(state, caller, request); });
    router.del("/v1/xapi/dead-letters/{id}", {.role = http::Role::admin, .summary = "Discard a refused statement", .answers = ""},
               [&state](const http::Caller& caller, const http::Request& request) { return discard_dead_letter(state, caller, request); });
}

}  // namespace lrs
