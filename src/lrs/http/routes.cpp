#include <algorithm>
#include <array>

#include "lrs/http/browse_routes.hpp"
#include "lrs/http/exchange.hpp"
#include "lrs/http/keys_routes.hpp"
#include "lrs/statement/formats.hpp"
#include "platform/error.hpp"

namespace lrs {

namespace {
using Names = std::span<const std::string_view>;
constexpr std::array<std::string_view, 1> one_statement{"statementId"};
constexpr std::array<std::string_view, 14> statement_filters{"statementId", "voidedStatementId", "agent", "verb", "activity", "registration", "related_activities",
                                                             "related_agents", "since", "until", "limit", "format", "attachments", "ascending"};
constexpr std::array<std::string_view, 1> one_activity{"activityId"};
constexpr std::array<std::string_view, 1> one_agent{"agent"};
constexpr std::array<std::string_view, 5> state_read{"activityId", "agent", "stateId", "registration", "since"};
constexpr Names state_change = Names(state_read).first(4);
constexpr std::array<std::string_view, 3> activity_profile_read{"activityId", "profileId", "since"};
constexpr Names activity_profile_change = Names(activity_profile_read).first(2);
constexpr std::array<std::string_view, 3> agent_profile_read{"agent", "profileId", "since"};
constexpr Names agent_profile_change = Names(agent_profile_read).first(2);

constexpr unsigned reads = scope_all_read | scope_statements_read | scope_statements_read_mine;
constexpr unsigned describes = reads | scope_define | scope_profile | scope_state;

constexpr std::array<Resource, 17> table{{
    {"PUT", "/xapi/statements", scope_statements_write, one_statement, put_statement, "Store one statement under an id"},
    {"POST", "/xapi/statements", scope_statements_write, {}, post_statements, "Store a statement or a batch of them"},
    {"GET", "/xapi/statements", reads, statement_filters, get_statements, "Find statements"},
    {"GET", "/xapi/activities", describes, one_activity, get_activity, "What is known of an activity"},
    {"GET", "/xapi/agents", describes, one_agent, get_person, "What is known of an agent"},
    {"GET", "/xapi/activities/state", scope_state | scope_all_read, state_read, get_document, "A state document, or the ids of all"},
    {"PUT", "/xapi/activities/state", scope_state, state_change, put_document, "Replace a state document"},
    {"POST", "/xapi/activities/state", scope_state, state_change, post_document, "Merge into a state document"},
    {"DELETE", "/xapi/activities/state", scope_state, state_change, delete_document, "Delete a state document, or all"},
    {"GET", "/xapi/activities/profile", scope_profile | scope_all_read, activity_profile_read, get_document, "A profile document of an activity, or the ids of all"},
    {"PUT", "/xapi/activities/profile", scope_profile, activity_profile_change, put_document, "Replace a profile document of an activity"},
    {"POST", "/xapi/activities/profile", scope_profile, activity_profile_change, post_document, "Merge into a profile document of an activity"},
    {"DELETE", "/xapi/activities/profile", scope_profile, activity_profile_change, delete_document, "Delete a profile document of an activity"},
    {"GET", "/xapi/agents/profile", scope_profile | scope_all_read, agent_profile_read, get_document, "A profile document of an agent, or the ids of all"},
    {"PUT", "/xapi/agents/profile", scope_profile, agent_profile_change, put_document, "Replace a profile document of an agent"},
    {"POST", "/xapi/agents/profile", scope_profile, agent_profile_change, post_document, "Merge into a profile document of an agent"},
    {"DELETE", "/xapi/agents/profile", scope_profile, agent_profile_change, delete_document, "Delete a profile document of an agent"},
}};
constexpr std::size_t streamed_beyond = 256 << 10;  // bytes of a request with statements
constexpr std::string_view about_path = "/xapi/about";

std::string_view routed(std::string_view method) { return method == "HEAD" ? "GET" : method; }

const Resource* find_resource(std::string_view method, std::string_view path) {
    const auto found = std::ranges::find_if(table, [&](const Resource& row) { return row.method == routed(method) && row.path == path; });
    return found == table.end() ? nullptr : &*found;
}

Version read_version(const http::Request& request) {
    const auto text = request.header("x-experience-api-version");
    const auto version = version_named(text.value_or(""));
    if (!version)
        throw Error(ErrorCode::invalid, std::string(text ? "this X-Experience-API-Version is not spoken here" : "X-Experience-API-Version expected") +
                                            ": 1.0.x or 2.0.x (xAPI part 3, 3.3, " + (text ? "XAPI-00331)" : "XAPI-00321)"));
    return *version;
}

// The POST that paths have for the alternate syntax is none of the resource itself.
http::Response other_method(const http::Request& request) {
    auto response = http::error_response(Error(ErrorCode::invalid, "this resource does not know the method " + request.method), request.trace.trace_id());
    response.status = 405;
    std::string allow = "OPTIONS";
    for (const auto& row : table)
        if (row.path == request.path) allow.append(", ").append(row.method == "GET" ? "GET, HEAD" : row.method);
    if (request.path == about_path) allow += ", GET, HEAD";
    response.with("Allow", allow);
    return response;
}

http::Request unwrapped(const http::Request& request) {
    const auto named = request.header("x-experience-api-version");
    if (named && version_named(*named) != Version::v1_0_3)
        throw Error(ErrorCode::invalid, "the alternate request syntax belongs to 1.0.x (xAPI part 3, 1.3)");
    auto inner = unwrap_alternate(request);
    if (read_version(inner) != Version::v1_0_3) throw Error(ErrorCode::invalid, "the alternate request syntax belongs to 1.0.x (xAPI part 3, 1.3)");
    return inner;
}

Task<http::Response> serve_plain(Lrs::State& lrs, const http::Request& request, Version& version) {
    const auto* resource = find_resource(request.method, request.path);
    if (!resource) co_return other_method(request);
    version = read_version(request);
    refuse_unknown_parameters(resource->parameters, request);
    auto who = co_await lrs.credentials.verify(request.header("authorization").value_or(""));
    if (!who.may_any(resource->scopes)) throw Error(ErrorCode::forbidden, "These credentials do not allow this (xAPI part 3, 3.2 and 4.2).");
    const Exchange exchange{lrs, request, version, std::move(who)};
    keep_to_visit(exchange);
    co_return co_await resource->handler(exchange);
}

// 2.8: without version and credentials.
http::Response about(const http::Request& request) {
    if (routed(request.method) != "GET") return other_method(request);
    refuse_unknown_parameters({}, request);
    return http::json_text(200, R"({"version":["1.0.3","2.0.0"]})");
}

Task<http::Response> serve(Lrs::State& lrs, const http::Request& request, Version& version) {
    const bool of_about = request.path == about_path;
    if (!is_alternate(request)) co_return of_about ? about(request) : co_await serve_plain(lrs, request, version);
    if (request.stream) co_await request.stream->collect(lrs.config.document_limit);
    if (of_about) co_return about(unwrap_alternate(request));
    const auto inner = unwrapped(request);
    co_return co_await serve_plain(lrs, inner, version);
}

// The one that an answer names when the request's own cannot be served.
Version version_of(const Lrs::State& lrs, const http::Request& request) {
    return version_named(request.header("x-experience-api-version").value_or("")).value_or(lrs.default_version);
}

// Headers of every answer, refusals too (XAPI-00153, XAPI-00333).
void add_headers(Lrs::State& lrs, const http::Request& request, Version version, http::Response& response) {
    response.with("X-Experience-API-Version", std::string(to_string(version)));
    if (request.path == "/xapi/statements") response.with("X-Experience-API-Consistent-Through", write_timestamp(lrs.consistent_through()));
    if (response.status == 401) response.with("WWW-Authenticate", lrs.credentials.challenge());
    response.with("Access-Control-Allow-Origin", "*")
        .with("Access-Control-Expose-Headers", "ETag, Last-Modified, X-Experience-API-Version, X-Experience-API-Consistent-Through, WWW-Authenticate");
}

// The router would answer a refusal as well, but without what the specification wants on every answer.
Task<http::Response> answer(Lrs::State& lrs, const http::Caller& caller, const http::Request& request) {
    auto version = version_of(lrs, request);
    http::Response response;
    try {
        response = co_await serve(lrs, request, version);
    } catch (const Error& error) {
        response = http::error_response(error, caller.trace.trace_id());
    }
    add_headers(lrs, request, version, response);
    co_return response;
}

// A page of another origin asks first (the Fetch standard).
Task<http::Response> answer_preflight(const http::Caller&, const http::Request&) {
    auto response = http::no_content();
    response.with("Access-Control-Allow-Origin", "*").with("Access-Control-Allow-Methods", "GET, HEAD, PUT, POST, DELETE");
    response.with("Access-Control-Allow-Headers", "Authorization, Content-Type, If-Match, If-None-Match, Accept-Language, X-Experience-API-Version");
    response.with("Access-Control-Max-Age", "86400");
    co_return response;
}

class Mounting {
public:
    Mounting(http::Router& router, Lrs& lrs) : router_(router), lrs_(lrs) {}

    void add(std::string_view method, std::string_view path, Names parameters, std::string_view summary) {
        const auto& config = lrs_.state().config;
        const bool statements = path == "/xapi/statements";
        http::Needs needs{.role = http::Role::anyone, .body_limit = statements ? std::max(config.request_limit, config.upload_limit) : config.document_limit};
        if (statements) needs.stream_beyond = streamed_beyond;
        needs.raw_body = method == "PUT" || method == "POST";
        needs.summary = summary;
        needs.query.assign(parameters.begin(), parameters.end());
        router_.add(std::string(method), std::string(path), std::move(needs),
                    [&lrs = lrs_.state()](const http::Caller& caller, const http::Request& request) { return answer(lrs, caller, request); });
    }
    // What has no POST of its own has one for the alternate syntax.
    void add_rest(std::string_view path) {
        if (!find_resource("POST", path)) add("POST", path, {}, "The alternate request syntax of 1.0.3");
        router_.add("OPTIONS", std::string(path), {.role = http::Role::anyone, .summary = "Which requests pages of other origins may make", .answers = ""},
                    answer_preflight);
    }

private:
    http::Router& router_;
    Lrs& lrs_;
};
}  // namespace

std::span<const Resource> resources() { return table; }

void mount(http::Router& router, Lrs& lrs) {
    Mounting mounting(router, lrs);
    for (const auto& row : table) mounting.add(row.method, row.path, row.parameters, row.summary);
    mounting.add("GET", about_path, {}, "The versions of xAPI that are spoken here");
    for (const auto path : {"/xapi/statements", "/xapi/activities", "/xapi/agents", "/xapi/activities/state", "/xapi/activities/profile", "/xapi/agents/profile",
                            "/xapi/about"})
        mounting.add_rest(path);
    router.dress("/xapi/", [&state = lrs.state()](const http::Request& request, http::Response& response) {
        add_headers(state, request, version_of(state, request), response);
    });
    mount_keys(router, lrs);
    mount_browsing(router, lrs);
}

}  // namespace lrs
