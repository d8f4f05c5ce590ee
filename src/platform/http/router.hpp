#pragma once
#include <boost/json/fwd.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "platform/error.hpp"
#include "platform/http/http.hpp"
#include "platform/json/json.hpp"

// The route table: one row gives dispatch, access, limits, moderation and the OpenAPI document.
namespace http {

// What a route needs, said once. Checked in this order before the handler: role, limit, body, moderation, cost.
struct Needs {
    Role role = Role::learner;         // anonymous learners are learners; `anyone` runs without `identify`
    std::string_view limit = {};       // a bucket of the limits room: "plan", "hello", "ask", "upload", …
    bool moderated = false;            // strings named in `moderated_members` are classified before the handler runs
    std::vector<std::string_view> moderated_members = {};
    bool costs = false;                // may call a model: refused at the cost cap
    std::size_t body_limit = 1 << 20;  // bytes; more is 413
    std::size_t stream_beyond = 0;     // bytes; a larger body reaches the handler as it comes, by Request::stream. 0: none does
    bool raw_body = false;             // the handler reads request.body itself (uploads, xAPI, LTI)
    std::string_view summary = {};     // one line for the OpenAPI document
    std::string_view answers = "application/json";
    std::vector<std::string_view> query = {};  // names of query parameters, for the OpenAPI document
};

// One row, as the OpenAPI document, the access test and the contracts check see it.
struct Route {
    std::string method;
    std::string path;  // with `{name}` parts; a last `{name*}` takes the rest of a path
    Needs needs;
    std::function<boost::json::value()> request_schema;   // empty when there is no JSON body
    std::function<boost::json::value()> response_schema;  // empty when the answer is not JSON of one shape
    std::function<Task<Response>(const Caller&, const Request&)> run;
    std::function<void(const Request&)> check_body;  // throws Error(invalid) without running the route
};

// What the rooms above plug in; main sets each once before serving. An empty hook is skipped.
struct Gates {
    // Finds or makes the caller; may add headers (a cookie) to the reply.
    std::function<Task<Caller>(const Request&, std::vector<Header>& reply_headers)> identify;
    // What to answer with instead, when this is more than the bucket gives.
    std::function<Task<std::optional<Error>>(const Caller&, std::string_view bucket)> limit;
    // Throws Error(refused).
    std::function<Task<void>(const Caller&, std::string_view text)> moderate;
    // Throws Error(over_quota) at the cost cap.
    std::function<Task<void>(const Caller&)> afford;
};

class Router {
public:
    Gates gates;

    // A handler is a plain function or a capturing lambda that only calls one; it is one of
    //   Task<Reply>(const Caller&, Body)                 a JSON body, a JSON reply
    //   Task<Reply>(const Caller&, const Request&)       no JSON body: path and query values
    //   Task<Response>(const Caller&, const Request&)    raw
    //   Task<Response>(const Caller&, Body) · Task<Reply>(const Caller&, const Request&, Body)
    // A Reply is a described struct, or an Answer of one.
    template <class Handler>
    void get(std::string path, Needs needs, Handler handler) { add("GET", std::move(path), std::move(needs), std::move(handler)); }
    template <class Handler>
    void post(std::string path, Needs needs, Handler handler) { add("POST", std::move(path), std::move(needs), std::move(handler)); }
    template <class Handler>
    void put(std::string path, Needs needs, Handler handler) { add("PUT", std::move(path), std::move(needs), std::move(handler)); }
    template <class Handler>
    void del(std::string path, Needs needs, Handler handler) { add("DELETE", std::move(path), std::move(needs), std::move(handler)); }
    template <class Handler>
    void add(std::string method, std::string path, Needs needs, Handler handler);

    // Answers when no route fits a GET: the static client. Not asked for paths under /v1/ and /api/, and those that are dressed.
    std::function<Response(const Request&)> fallback;
    // What answers under `path` that no handler gives get as well: 404 and 405, and what the server refuses while it reads (408, 413, …).
    using Dress = std::function<void(const Request&, Response&)>;
    void dress(std::string path, Dress add) { dresses_.emplace_back(std::move(path), std::move(add)); }
    void dress_answer(const Request& request, Response& response) const;

    // How long a request may take; reaches the routes as Caller::deadline. The server sets it from its configuration.
    std::chrono::milliseconds request_deadline{120'000};

    const std::vector<Route>& routes() const { return routes_; }
    // Runs gates and handler; every failure becomes the error shape of PLT-5. Never throws, except when it is cancelled. The
    // request is used up, and lives until the task is done.
    Task<Response> handle(Request&& request);
    // How many bytes of body the route that fits may get.
    std::size_t body_limit(std::string_view method, std::string_view path) const;
    // See Needs::stream_beyond.
    std::size_t stream_beyond(std::string_view method, std::string_view path) const;

    Router();
    ~Router();
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

private:
    struct Entry;  // a route with its metrics
    struct Index;  // path tree
    struct Run;    // one request on its way
    void add_route(Route route);
    const Route* find_route(std::string_view method, std::string_view path) const;
    const Route* find_route(Run& run, Response& otherwise);
    Task<Response> pass_gates(Run& run, const Route& route);
    Task<Response> run_route(Run& run, const Route& route);
    void introduce(Run& run) const;
    Response answer_unrouted(Run& run) const;
    void answer_failure(const Run& run, const std::exception_ptr& failure, Response& response) const;
    void conclude(Run& run, Response& response) const;
    void tell_of(const Run& run, int status) const;
    std::vector<Route> routes_;
    std::vector<std::pair<std::string, Dress>> dresses_;
    std::unique_ptr<Index> index_;
};

// The error shape of PLT-5, for answers that no route gives.
Response error_response(const Error& error, std::string_view trace_id);

// The OpenAPI 3.1 document of the table.
std::string openapi(const Router& router, std::string_view version);
// The table as a Postman collection (format 2.1): a request a route, bodies with the members that must be there.
std::string postman(const Router& router, std::string_view version);

}  // namespace http

#include "platform/http/router.inl"
