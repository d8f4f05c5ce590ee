#include "platform/http/router.hpp"

#include <boost/asio/error.hpp>
#include <boost/describe/class.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <array>

#include "platform/http/path_tree.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/trace/span.hpp"

namespace http {

namespace {
struct ErrorBody {
    std::string code, message, trace_id;
    std::optional<std::int64_t> retry_after_ms;
    std::optional<std::string> pointer;
};
BOOST_DESCRIBE_STRUCT(ErrorBody, (), (code, message, trace_id, retry_after_ms, pointer))
struct ErrorReply {
    bool ok = false;
    ErrorBody error;
};
BOOST_DESCRIBE_STRUCT(ErrorReply, (), (ok, error))

// Requests and their time by route, and by class of status: 1xx to 5xx.
struct Traffic {
    metrics::Histogram& seconds;
    std::array<metrics::Counter*, 5> by_class;
};

Traffic make_traffic(std::string_view path, std::string_view method) {
    const std::string labels = "route=\"" + std::string(path) + "\",method=\"" + std::string(method) + '"';
    Traffic traffic{metrics::histogram("http_request_duration_seconds", "Time from the whole request to the answer", labels), {}};
    for (std::size_t i = 0; i < traffic.by_class.size(); ++i)
        traffic.by_class[i] = &metrics::counter("http_requests_total", "Requests answered",
                                                labels + ",status=\"" + std::to_string(i + 1) + "xx\"");
    return traffic;
}

bool changes_state(std::string_view method) { return method != "GET" && method != "HEAD" && method != "OPTIONS"; }

std::string_view host_of(std::string_view origin) {
    const auto scheme_end = origin.find("://");
    return scheme_end == origin.npos ? origin : origin.substr(scheme_end + 3);
}

// By name, all of them: those of a proxy before this server say nothing about who asks.
bool shows_our_cookie(const Request& request) { return request.header("cookie").value_or("").contains("ot_"); }

// A browser sends a cookie along from another site's page too; the Origin it adds tells. SameSite cookies are the first fence.
void refuse_cross_site(const Request& request) {
    if (!changes_state(request.method) || !shows_our_cookie(request)) return;
    const auto origin = request.header("origin");
    const bool foreign = origin ? host_of(*origin) != request.header("host").value_or("")
                                : request.header("sec-fetch-site").value_or("") == "cross-site";
    if (foreign) throw Error(ErrorCode::forbidden, "this request came from another site");
}

bool may(Role caller, Role needed) {
    if (needed == Role::service || caller == Role::service) return caller == needed;
    return caller >= needed;
}

void require_role(const Caller& caller, Role needed) {
    if (may(caller.role, needed)) return;
    if (caller.anonymous) throw Error(ErrorCode::unauthorized, "sign in to do this");
    throw Error(ErrorCode::forbidden, "your role does not allow this");
}

std::string moderated_text(const Request& request, const Needs& needs) {
    std::string text;
    for (const auto& member : json::pick_texts(detail::json_body(request), needs.moderated_members)) text += member + '\n';
    return text;
}
}  // namespace

struct Router::Entry {
    Traffic traffic;
    std::vector<std::string> names;  // of the path's parts
};

struct Router::Index {
    PathTree tree;
    std::vector<Entry> entries;  // beside Router::routes_
    Traffic unrouted = make_traffic("none", "any");
};

struct Router::Run {
    explicit Run(Request& with) : request(with), cause(tracing::Context::of(request.header("traceparent").value_or(""))), trace(cause.next()) {
        request.trace = trace;
    }

    Request& request;
    Caller caller;
    tracing::Context cause, trace;  // of who asks, and our own step
    std::string_view route;
    std::vector<Header> reply_headers;
    const Traffic* traffic = nullptr;
    std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();

    void begin(std::string_view its_route, const Traffic& its_traffic) {
        traffic = &its_traffic;
        route = its_route;
        logging::write(logging::Level::info, "request.start", context());
    }
    logging::Context context() const {
        return {.trace_id = trace.trace_id(), .request_id = trace.span_id(), .session_id = caller.session.str(),
                .user_id = caller.user.str(), .route = route, .method = request.method};
    }
};

Router::Router() : index_(std::make_unique<Index>()) {}
Router::~Router() = default;

void Router::add_route(Route route) {
    const auto pattern = route.path;
    std::erase(route.path, '*');
    Entry entry{make_traffic(route.path, route.method), {}};
    for (const auto name : names_of(pattern)) entry.names.emplace_back(name);
    index_->tree.add(pattern, routes_.size());
    index_->entries.push_back(std::move(entry));
    routes_.push_back(std::move(route));
}

namespace {
constexpr std::size_t unrouted_body_limit = 64 * 1024;
std::string_view routed_method(std::string_view method) { return method == "HEAD" ? "GET" : method; }

const std::size_t* pick(const std::vector<std::size_t>& candidates, const std::vector<Route>& routes, std::string_view method) {
    const auto found = std::ranges::find_if(
        candidates, [&](std::size_t i) { return routes[i].method == routed_method(method); });
    return found == candidates.end() ? nullptr : &*found;
}

// Another method than the path has: 405, or the list itself for OPTIONS.
Response other_methods(const std::vector<std::size_t>& candidates, const std::vector<Route>& routes, const Request& request,
                       std::string_view trace_id) {
    std::string allow = "OPTIONS";
    for (const std::size_t i : candidates)
        if (routes[i].method != "OPTIONS") allow += ", " + routes[i].method + (routes[i].method == "GET" ? ", HEAD" : "");
    Response response = no_content();
    if (request.method != "OPTIONS") {
        response = error_response(Error(ErrorCode::invalid, "this path does not know the method " + request.method), trace_id);
        response.status = 405;
    }
    response.with("Allow", allow);
    return response;
}

bool is_api(std::string_view path) { return path.starts_with("/v1/") || path.starts_with("/api/"); }

std::string_view code_of(const Response& response) {
    constexpr auto codes = std::array{ErrorCode::invalid, ErrorCode::unauthorized, ErrorCode::forbidden, ErrorCode::not_found,
                                      ErrorCode::conflict, ErrorCode::too_large, ErrorCode::unsupported_type,
                                      ErrorCode::refused, ErrorCode::over_quota, ErrorCode::internal, ErrorCode::upstream,
                                      ErrorCode::unavailable, ErrorCode::timeout};
    if (response.status < 400) return "ok";
    const auto found = std::ranges::find(codes, response.status, http_status);
    return found == codes.end() ? "invalid" : to_string(*found);
}

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}
}  // namespace

const Route* Router::find_route(std::string_view method, std::string_view path) const {
    const auto match = index_->tree.find(path);
    const auto route = match.values ? pick(*match.values, routes_, method) : nullptr;
    return route ? &routes_[*route] : nullptr;
}

std::size_t Router::body_limit(std::string_view method, std::string_view path) const {
    const auto* route = find_route(method, path);
    return route ? route->needs.body_limit : unrouted_body_limit;
}

std::size_t Router::stream_beyond(std::string_view method, std::string_view path) const {
    const auto* route = find_route(method, path);
    return route ? route->needs.stream_beyond : 0;
}

void Router::introduce(Run& run) const {
    run.caller.trace = run.trace;
    run.caller.ip = run.request.peer;
    run.caller.deadline = run.started + request_deadline;
}

Task<Response> Router::pass_gates(Run& run, const Route& route) {
    const Needs& needs = route.needs;
    if (needs.role != Role::anyone && gates.identify) {
        run.caller = co_await gates.identify(run.request, run.reply_headers);
        introduce(run);
    }
    require_role(run.caller, needs.role);
    if (!needs.limit.empty() && gates.limit)
        if (const auto refusal = co_await gates.limit(run.caller, needs.limit)) co_return error_response(*refusal, run.trace.trace_id());
    if (needs.moderated && route.check_body) route.check_body(run.request);
    if (needs.moderated && gates.moderate) co_await gates.moderate(run.caller, moderated_text(run.request, needs));
    if (needs.costs && gates.afford) co_await gates.afford(run.caller);
    co_return co_await route.run(run.caller, run.request);
}

// Many a route has none, and a coroutine less is a tenth of what its request costs.
Task<Response> Router::run_route(Run& run, const Route& route) {
    refuse_cross_site(run.request);
    introduce(run);
    const Needs& needs = route.needs;
    const bool gated = needs.role != Role::anyone || !needs.limit.empty() || needs.moderated || needs.costs;
    return gated ? pass_gates(run, route) : route.run(run.caller, run.request);
}

// Null when no route fits; `otherwise` is then the answer.
const Route* Router::find_route(Run& run, Response& otherwise) {
    const auto match = index_->tree.find(run.request.path);
    const auto picked = match.values ? pick(*match.values, routes_, run.request.method) : nullptr;
    if (!picked) {
        run.begin("none", index_->unrouted);
        otherwise = match.values ? other_methods(*match.values, routes_, run.request, run.trace.trace_id()) : answer_unrouted(run);
        return nullptr;
    }
    const Entry& entry = index_->entries[*picked];
    run.begin(routes_[*picked].path, entry.traffic);
    for (std::size_t i = 0; i < entry.names.size(); ++i)
        run.request.path_values.emplace_back(entry.names[i], match.parts[i]);
    return &routes_[*picked];
}

void Router::dress_answer(const Request& request, Response& response) const {
    for (const auto& [path, add] : dresses_)
        if (request.path.starts_with(path)) add(request, response);
}

Response Router::answer_unrouted(Run& run) const {
    const bool reads = routed_method(run.request.method) == "GET";
    const bool dressed = std::ranges::any_of(dresses_, [&](const auto& dress) { return run.request.path.starts_with(dress.first); });
    if (fallback && reads && !is_api(run.request.path) && !dressed) return fallback(run.request);
    throw Error(ErrorCode::not_found, "nothing is at this path");
}

namespace {
// What an escaped exception means to the client; what it must not tell goes to the log.
Error error_of(std::exception_ptr failure, const logging::Context& log) {
    try {
        std::rethrow_exception(failure);
    } catch (const Error& error) {
        return error;
    } catch (const boost::system::system_error& error) {
        if (error.code() == boost::asio::error::operation_aborted) return {ErrorCode::unavailable, "the server is closing"};
        logging::write(logging::Level::error, "request.failed", log, {{"reason", std::string(error.what())}});
    } catch (const std::exception& error) {
        logging::write(logging::Level::error, "request.failed", log, {{"reason", std::string(error.what())}});
    }
    return {ErrorCode::internal, "something went wrong on our side"};
}
}  // namespace

Task<Response> Router::handle(Request&& request) {
    Run run(request);
    Response response;
    std::exception_ptr failure;
    const Route* route = nullptr;
    try {
        route = find_route(run, response);
        if (route) response = co_await run_route(run, *route);
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure) answer_failure(run, failure, response);
    if (!route) dress_answer(run.request, response);
    conclude(run, response);
    co_return response;
}

// Apart, so that the coroutine stays below the kilobyte that its executor keeps for the next one.
void Router::answer_failure(const Run& run, const std::exception_ptr& failure, Response& response) const {
    response = error_response(error_of(failure, run.context()), run.trace.trace_id());
}

void Router::conclude(Run& run, Response& response) const {
    for (Header& header : run.reply_headers) response.headers.push_back(std::move(header));
    response.headers.push_back({"traceparent", std::string(run.trace.traceparent())});
    const double seconds = seconds_since(run.started);
    logging::Context context = run.context();
    context.status = response.status;
    context.latency_ms = seconds * 1000;
    context.code = code_of(response);
    metrics::observe(run.traffic->seconds, seconds);
    run.traffic->by_class[static_cast<std::size_t>(std::clamp(response.status / 100, 1, 5) - 1)]->add();
    logging::write(logging::Level::info, "request.end", context);
    if (tracing::wanted(run.trace)) tell_of(run, response.status);
}

namespace {
// A method is a name of few values (semantic conventions, http.request.method).
std::string_view known_method(std::string_view method) {
    constexpr std::array<std::string_view, 9> known{"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"};
    return std::ranges::find(known, method) == known.end() ? "_OTHER" : method;
}

std::string span_name(std::string_view method, std::string_view pattern) {
    std::string name(method == "_OTHER" ? "HTTP" : method);
    if (!pattern.empty()) name.append(" ").append(pattern);
    return name;
}
}  // namespace

// By the semantic conventions of HTTP servers, except that nothing is said of who asks: no address, no user agent, and in the place of the path, which may
// name somebody, its pattern.
void Router::tell_of(const Run& run, int status) const {
    const auto pattern = run.traffic == &index_->unrouted ? std::string_view() : run.route;
    const auto method = known_method(run.request.method);
    const bool failed = status >= 500;
    const std::string code = failed ? std::to_string(status) : "", name = span_name(method, pattern);
    const auto scheme = run.request.header("x-forwarded-proto").value_or("") == "https" ? "https" : "http";
    tracing::record({.context = run.trace, .parent = run.cause, .kind = tracing::SpanKind::server, .name = name,
                     .when = tracing::since(run.started), .failed = failed},
                    {{"http.request.method", method}, {"url.scheme", scheme}, {"url.path", pattern}, {"http.route", pattern},
                     {"http.response.status_code", std::int64_t{status}}, {"error.type", code}});
}

Response error_response(const Error& error, std::string_view trace_id) {
    ErrorReply reply;
    reply.error = {std::string(to_string(error.code)), error.detail, std::string(trace_id), {}, {}};
    if (error.retry_after) reply.error.retry_after_ms = error.retry_after->count();
    if (!error.pointer.empty()) reply.error.pointer = error.pointer;
    Response response = json_text(http_status(error.code), json::write(reply));
    if (error.retry_after) response.with("Retry-After", std::to_string((error.retry_after->count() + 999) / 1000));
    return response;
}

std::string_view detail::json_body(const Request& request) {
    const auto type = request.header("content-type").value_or("application/json");
    if (!type.starts_with("application/json")) throw Error(ErrorCode::unsupported_type, "Content-Type: application/json expected");
    return request.body.empty() ? std::string_view("{}") : std::string_view(request.body);
}

}  // namespace http
