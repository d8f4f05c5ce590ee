#pragma once
#include <boost/json/fwd.hpp>
#include <functional>
#include <memory>
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
    Role role = Role::learner;         // anonymous learners are learners
    std::string_view limit = {};       // a bucket of the limits room: "plan", "hello", "ask", "upload", …
    bool moderated = false;            // strings named in `moderated_members` are classified before the handler runs
    std::vector<std::string_view> moderated_members = {};
    bool costs = false;                // may call a model: refused at the cost cap
    std::size_t body_limit = 1 << 20;  // bytes; more is 413
    bool raw_body = false;             // the handler reads request.body itself (uploads, xAPI, LTI)
    std::string_view summary = {};     // one line for the OpenAPI document
    std::string_view answers = "application/json";
};

// One row, as the OpenAPI document, the access test and the contracts check see it.
struct Route {
    std::string method;
    std::string path;  // with `{name}` parts
    Needs needs;
    std::function<boost::json::value()> request_schema;   // empty when there is no JSON body
    std::function<boost::json::value()> response_schema;  // empty when the answer is not JSON of one shape
    std::function<Task<Response>(const Caller&, const Request&)> run;
};

// What the rooms above plug in; main sets each once before serving. An empty hook is skipped.
struct Gates {
    // Finds or makes the caller; may add headers (a cookie) to the reply.
    std::function<Task<Caller>(const Request&, std::vector<Header>& reply_headers)> identify;
    // Throws Error(over_quota).
    std::function<Task<void>(const Caller&, std::string_view bucket)> limit;
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
    // A Reply is a described struct.
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

    // Answers when no route fits a GET: the static client.
    std::function<Response(const Request&)> fallback;

    const std::vector<Route>& routes() const { return routes_; }
    // Runs gates and handler; every failure becomes the error shape of PLT-5. Never throws.
    Task<Response> handle(Request request);

private:
    void add_route(Route route);
    struct Index;  // path tree
    std::vector<Route> routes_;
    std::shared_ptr<Index> index_;
};

// The OpenAPI 3.1 document of the table.
std::string openapi(const Router& router, std::string_view version);

}  // namespace http

#include "platform/http/router.inl"
