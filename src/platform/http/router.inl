#pragma once
#include <boost/json/value.hpp>

#include <concepts>
#include <tuple>
#include <utility>

namespace http::detail {

struct NoBody {};

// What a handler takes and gives, read off its signature.
template <class Handler>
struct Signature : Signature<decltype(&Handler::operator())> {};
template <class Result, class... Arguments>
struct Signature<Task<Result> (*)(Arguments...)> {
    using Reply = Result;
    using Last = std::remove_cvref_t<std::tuple_element_t<sizeof...(Arguments) - 1, std::tuple<Arguments...>>>;
    static constexpr bool takes_request = (std::same_as<std::remove_cvref_t<Arguments>, Request> || ...);
    using Body = std::conditional_t<std::same_as<Last, Request> || std::same_as<Last, Caller>, NoBody, Last>;
};
template <class Class, class Result, class... Arguments>
struct Signature<Task<Result> (Class::*)(Arguments...) const> : Signature<Task<Result> (*)(Arguments...)> {};
template <class Class, class Result, class... Arguments>
struct Signature<Task<Result> (Class::*)(Arguments...)> : Signature<Task<Result> (*)(Arguments...)> {};

// The described struct inside a reply.
template <class Reply>
struct Described {
    using type = Reply;
};
template <class Body>
struct Described<Answer<Body>> {
    using type = Body;
};

template <class Reply>
Response to_response(Reply reply) {
    return json_text(200, json::write(reply));
}
template <class Body>
Response to_response(Answer<Body> answer) {
    auto response = answer.bare ? Response{} : json_text(answer.status, json::write(answer.body));
    response.status = answer.status;
    for (auto& header : answer.headers) response.headers.push_back(std::move(header));
    return response;
}

// The text of a JSON body; no body counts as {}. Throws Error(unsupported_type) for another media type.
std::string_view json_body(const Request& request);

template <class Handler>
auto invoke(const Handler& handler, const Caller& caller, const Request& request,
            typename Signature<Handler>::Body body) {
    using Shape = Signature<Handler>;
    if constexpr (std::same_as<typename Shape::Body, NoBody>) {
        if constexpr (Shape::takes_request) return handler(caller, request);
        else return handler(caller);
    } else if constexpr (Shape::takes_request) {
        return handler(caller, request, std::move(body));
    } else {
        return handler(caller, std::move(body));
    }
}

template <class Body>
Body body_of(const Request& request) {
    if constexpr (std::same_as<Body, NoBody>) return {};
    else return json::read<Body>(json_body(request));
}

template <class Handler>
Task<Response> call(const Handler& handler, const Caller& caller, const Request& request) {
    using Shape = Signature<Handler>;
    using Reply = typename Shape::Reply;
    auto body = body_of<typename Shape::Body>(request);
    if constexpr (std::same_as<Reply, Response>) {
        co_return co_await invoke(handler, caller, request, std::move(body));
    } else if constexpr (std::is_void_v<Reply>) {
        co_await invoke(handler, caller, request, std::move(body));
        co_return no_content();
    } else {
        co_return to_response(co_await invoke(handler, caller, request, std::move(body)));
    }
}

}  // namespace http::detail

namespace http {

template <class Handler>
void Router::add(std::string method, std::string path, Needs needs, Handler handler) {
    using Shape = detail::Signature<Handler>;
    using Body = typename Shape::Body;
    using Reply = typename Shape::Reply;
    Route route{std::move(method), std::move(path), std::move(needs), {}, {}, {}, {}};
    if constexpr (!std::same_as<Body, detail::NoBody>) {
        route.request_schema = [] { return json::schema<Body>(); };
        route.check_body = [](const Request& request) { (void)detail::body_of<Body>(request); };
    }
    if constexpr (!std::same_as<Reply, Response> && !std::is_void_v<Reply>)
        route.response_schema = [] { return json::schema<typename detail::Described<Reply>::type>(); };
    route.run = [handler = std::move(handler)](const Caller& caller, const Request& request) {
        if constexpr (std::same_as<Body, detail::NoBody> && std::same_as<Reply, Response>) return detail::invoke(handler, caller, request, {});
        else return detail::call(handler, caller, request);
    };
    add_route(std::move(route));
}

}  // namespace http
