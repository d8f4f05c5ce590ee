#include "lrs/moving/import_routes.hpp"

#include <boost/describe/class.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lrs/forwarding/forward_routes.hpp"
#include "lrs/jobs/movers_state.hpp"
#include "lrs/moving/body_lines.hpp"
#include "lrs/moving/intake.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace lrs {

struct ImportRequest {
    std::string url, key, secret;
    std::optional<std::string> version;
};
BOOST_DESCRIBE_STRUCT(ImportRequest, (), (url, key, secret, version))

struct ImportProblemJson {
    std::int64_t line = 0;
    std::string pointer, reason;
};
BOOST_DESCRIBE_STRUCT(ImportProblemJson, (), (line, pointer, reason))

struct ImportJson {
    std::string id;
    std::optional<std::string> url;
    std::string state, phase;
    std::int64_t read = 0, stored = 0, known = 0, refused = 0, attachments = 0, documents = 0;
    std::optional<std::string> error;
    std::string made_at;
    std::optional<std::string> done_at;
};
BOOST_DESCRIBE_STRUCT(ImportJson, (), (id, url, state, phase, read, stored, known, refused, attachments, documents, error, made_at, done_at))

struct ImportReply {
    ImportJson import_;
    std::vector<ImportProblemJson> problems;
};
BOOST_DESCRIBE_STRUCT(ImportReply, (), (import_, problems))

struct ImportsJson {
    std::vector<ImportJson> imports;
};
BOOST_DESCRIBE_STRUCT(ImportsJson, (), (imports))

}  // namespace lrs

template <>
inline constexpr auto json::limits<lrs::ImportRequest> = std::array{json::text("url", 1, 2000), json::text("key", 1, 500), json::text("secret", 1, 500)};

namespace lrs {

namespace {
constexpr std::size_t streamed_beyond = 256 << 10;  // bytes of a request

ImportJson to_json(const Import& import) {
    ImportJson json{.id = import.id, .url = {}, .state = import.state, .phase = import.phase};
    if (!import.source.empty()) json.url = import.source;
    const auto& counts = import.counts;
    json.read = counts.lines, json.stored = counts.stored, json.known = counts.known, json.refused = counts.refused, json.attachments = counts.attachments;
    json.documents = import.documents;
    if (!import.error.empty()) json.error = import.error;
    json.made_at = timing::to_rfc3339(import.made_at);
    if (import.done_at) json.done_at = timing::to_rfc3339(*import.done_at);
    return json;
}

Error not_found() { return {ErrorCode::not_found, "There is no such import."}; }

Task<ImportReply> reply_for(Imports& imports, OrgId org, std::string id) {
    const auto import = co_await imports.find(org, id);
    if (!import) throw not_found();
    ImportReply reply{to_json(*import), {}};
    for (auto& problem : co_await imports.problems(org, id)) reply.problems.push_back({problem.line, problem.pointer, problem.reason});
    co_return reply;
}

Import import_of(const MoversConfig& config, const OrgId& org, ImportRequest request) {
    const auto version = version_named(request.version.value_or("2.0.0"));
    if (!version) throw Error(ErrorCode::invalid, "/version: expected 1.0.3 or 2.0.0").at("/version");
    return {.org = org,
            .id = new_uuid(),
            .source = checked_url(config, std::move(request.url), "/url"),
            .username = std::move(request.key),
            .secret = std::move(request.secret),
            .version = *version,
            .made_at = timing::now()};
}

identity::Act act_of(const http::Caller& caller, std::string action) { return identity::act_of(caller, std::move(action), "import"); }

Task<std::string> import_from_url(Movers::State& movers, const http::Caller& caller, ImportRequest request) {
    const auto import = import_of(movers.config, caller.org, std::move(request));
    co_await movers.imports.add(import, act_of(caller, "statements.import"));
    movers.puller.wake();
    co_return import.id;
}

Task<void> take_lines(Intake& intake, BodyLines& lines) {
    while (const auto line = co_await lines.next()) {
        if (line->too_long) intake.pass_over(line->number, fmt::format("a line may have at most {} bytes", lines.most()));
        else co_await intake.take(line->number, line->text);
    }
    co_await intake.flush();
}

// The lines come with the request; what is stored of them stays stored when it is cut.
Task<std::string> import_lines_of(Movers::State& movers, const http::Caller& caller, const http::Request& request) {
    Import import{.org = caller.org, .id = new_uuid(), .made_at = timing::now()};
    co_await movers.imports.add(import, act_of(caller, "statements.import"));
    Intake intake(movers.lrs, caller.org);
    BodyLines lines(request, movers.lrs.config.request_limit);
    std::optional<Error> failure;
    try {
        co_await take_lines(intake, lines);
    } catch (const Error& error) {
        failure = error;
    }
    import.counts = intake.counts();
    import.state = failure ? "failed" : "done";
    if (failure) import.error = failure->detail;
    import.done_at = timing::now();
    co_await movers.imports.save(import, intake.take_problems());
    if (failure) throw Error(*failure);
    co_return import.id;
}

bool holds_lines(const http::Request& request) {
    const auto type = request.header("content-type").value_or("");
    return type.starts_with("application/x-ndjson") || type.starts_with("application/ndjson") || type.starts_with("application/jsonl");
}

Task<http::Response> make_import(Movers::State& movers, const http::Caller& caller, const http::Request& request) {
    std::string id;
    if (!holds_lines(request) && request.stream) co_await request.stream->collect(streamed_beyond);
    if (holds_lines(request)) id = co_await import_lines_of(movers, caller, request);
    else id = co_await import_from_url(movers, caller, json::read<ImportRequest>(request.body));
    co_return http::json_text(holds_lines(request) ? 200 : 202, json::write(co_await reply_for(movers.imports, caller.org, id)));
}

Task<ImportsJson> list_imports(Movers::State& movers, const http::Caller& caller) {
    ImportsJson reply;
    for (const auto& import : co_await movers.imports.list(caller.org)) reply.imports.push_back(to_json(import));
    co_return reply;
}

Task<ImportReply> resume_import(Movers::State& movers, const http::Caller& caller, const http::Request& request) {
    const std::string id(request.path_value("id"));
    if (!co_await movers.imports.resume(caller.org, id, act_of(caller, "statements.resume_import"))) throw not_found();
    movers.puller.wake();
    co_return co_await reply_for(movers.imports, caller.org, id);
}
}  // namespace

void mount_imports(http::Router& router, Movers& movers) {
    auto& state = movers.state();
    http::Needs needs{.role = http::Role::admin, .body_limit = state.lrs.config.import_limit, .stream_beyond = streamed_beyond, .raw_body = true};
    needs.summary = "Bring statements in: lines of NDJSON, or {url, key, secret, version?} of another record store";
    router.post("/v1/xapi/imports", std::move(needs),
                [&state](const http::Caller& caller, const http::Request& request) { return make_import(state, caller, request); });
    router.get("/v1/xapi/imports", {.role = http::Role::admin, .summary = "Imports of statements, newest first"},
               [&state](const http::Caller& caller, const http::Request&) { return list_imports(state, caller); });
    router.get("/v1/xapi/imports/{id}", {.role = http::Role::admin, .summary = "How far an import is, and the lines it did not take"},
               [&state](const http::Caller& caller, const http::Request& request) {
                   return reply_for(state.imports, caller.org, std::string(request.path_value("id")));
               });
    router.post("/v1/xapi/imports/{id}/resume", {.role = http::Role::admin, .summary = "Try a failed import from another record store again"},
                [&state](const http::Caller& caller, const http::Request& request) { return resume_import(state, caller, request); });
}

}  // namespace lrs
