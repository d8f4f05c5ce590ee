#include <boost/describe/class.hpp>

#include "lrs/http/acts.hpp"
#include "lrs/json/raw.hpp"
#include "lrs/pipeline/state.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/statement/formats.hpp"
#include "lrs/store/query.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

// What an administrator looks at when something seems to be missing (ADM-3).
namespace lrs {

struct CompletionJson {
    std::string statement, stored, timestamp, actor, name, verb, object;
    std::optional<bool> success;
    std::optional<double> score;
    std::optional<std::int64_t> duration_ms;
};
BOOST_DESCRIBE_STRUCT(CompletionJson, (), (statement, stored, timestamp, actor, name, verb, object, success, score, duration_ms))

struct CompletionsJson {
    std::vector<CompletionJson> completions;  // newest first
};
BOOST_DESCRIBE_STRUCT(CompletionsJson, (), (completions))

namespace {
constexpr std::int64_t looked_at = 10'000, shown = 50;

CompletionJson completion_of(const db::Row& row) {
    CompletionJson completion{row.text(0), timing::to_rfc3339(row.integer(1)), timing::to_rfc3339(row.integer(2)), row.text(3), row.text(4), row.text(5), row.text(6)};
    if (!row.is_null(7)) completion.success = row.integer(7) != 0;
    if (!row.is_null(8)) completion.score = row.real(8);
    completion.duration_ms = row.optional_integer(9);
    return completion;
}

Task<CompletionsJson> recent_completions(Pipeline::State& pipeline, const http::Caller& caller) {
    CompletionsJson reply;
    for (const auto& row : co_await pipeline.database.read(sql::recent_completions, caller.org, looked_at, shown)) reply.completions.push_back(completion_of(row));
    if (!reply.completions.empty()) co_await identity::record(pipeline.database, identity::act_of(caller, "statements.browse", "statements"));
    co_return reply;
}

// The statement as its bytes are, among what the store knows of it. Written by hand: a described struct would read and write it anew.
std::string raw_json(const std::string& id, const StatementRow& row, bool flat) {
    return R"({"id":)" + raw::quoted(id) + R"(,"stored":)" + raw::quoted(timing::to_rfc3339(row.stored)) + R"(,"edition":)" + (row.edition == 2 ? R"("2.0.0")" : R"("1.0.3")") +
           R"(,"voided":)" + (row.voided ? "true" : "false") + R"(,"flat":)" + (flat ? "true" : "false") + R"(,"statement":)" + row.body + '}';
}

Task<http::Response> show_raw(Pipeline::State& pipeline, const http::Caller& caller, const http::Request& request) {
    const auto id = lower_case(request.path_value("id"));
    if (!is_uuid(id)) throw Error(ErrorCode::invalid, "id: expected a UUID");
    const auto found = co_await find_statement(pipeline.database, caller.org, id);
    if (!found) throw Error(ErrorCode::not_found, "No statement is stored under this id.");
    const bool flat = !(co_await pipeline.database.read(sql::find_flat_stored, caller.org, found->stored)).empty();
    co_await identity::record(pipeline.database, identity::act_of(caller, "statements.browse", "statement", id));
    co_return http::Response{.body = raw_json(id, *found, flat)}.with("Content-Type", "application/json");
}
}  // namespace

void mount_debugging(http::Router& router, Pipeline& pipeline) {
    router.get("/v1/debug/recent-completions", {.role = http::Role::admin, .summary = "The newest completions among the last ten thousand flat rows"},
               [&pipeline](const http::Caller& caller, const http::Request&) { return recent_completions(pipeline.state(), caller); });
    router.get("/v1/debug/raw-json/{id}", {.role = http::Role::admin, .summary = "A statement as it is stored, voided or not, and whether it is flat"},
               [&pipeline](const http::Caller& caller, const http::Request& request) { return show_raw(pipeline.state(), caller, request); });
}

}  // namespace lrs
