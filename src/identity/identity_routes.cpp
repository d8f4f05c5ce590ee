#include <boost/describe/class.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "identity/identity.hpp"
#include "identity/sessions/session_repository.hpp"
#include "identity/sessions/user_json.hpp"
#include "platform/json/json.hpp"

namespace identity {

struct SessionReply {
    UserReply user;
    std::string expires_at;
    std::string level;
};
BOOST_DESCRIBE_STRUCT(SessionReply, (), (user, expires_at, level))

struct TokenRequest {
    std::string token;
};
BOOST_DESCRIBE_STRUCT(TokenRequest, (), (token))

struct TokenReply {
    std::string role;
    std::string expires_at;
};
BOOST_DESCRIBE_STRUCT(TokenReply, (), (role, expires_at))

struct EventRequest {
    std::string name;
    std::string at;
    std::optional<boost::json::object> data;
};
BOOST_DESCRIBE_STRUCT(EventRequest, (), (name, at, data))

struct EventsRequest {
    std::vector<EventRequest> events;
};
BOOST_DESCRIBE_STRUCT(EventsRequest, (), (events))

struct EventsReply {
    std::int64_t accepted = 0;
};
BOOST_DESCRIBE_STRUCT(EventsReply, (), (accepted))

}  // namespace identity

template <>
inline constexpr auto json::limits<identity::TokenRequest> = std::array{json::text("token", 1, 500)};
template <>
inline constexpr auto json::limits<identity::EventRequest> = std::array{json::text("name", 1, 100), json::text("at", 20, 40)};
template <>
inline constexpr auto json::limits<identity::EventsRequest> = std::array{json::items("events", 1, 100)};

namespace identity {

namespace {
constexpr std::size_t most_data = 4'096;

// The gate has made or renewed the session before the route runs; here it is only shown. A request that shows no living session has just
// been given a new one.
Task<SessionReply> show_session(Identity& identity, const http::Caller& caller, const http::Request& request, std::string level) {
    const auto session = co_await identity.find_session(request);
    const auto expires = session ? session->expires_at : timing::now() + std::chrono::microseconds(identity.config().session_life).count();
    UserReply user{caller.user.str(), caller.anonymous, std::string(to_string(caller.role)), {}};
    if (session && !session->name.empty()) user.name = session->name;
    co_return SessionReply{std::move(user), timing::to_rfc3339(expires), std::move(level)};
}

Task<http::Answer<TokenReply>> take_token(Identity& identity, const http::Request& request, TokenRequest body) {
    const auto made = co_await identity.become_admin(request, std::move(body.token));
    co_return http::Answer<TokenReply>{.body = {"admin", timing::to_rfc3339(made.session.expires_at)},
                                       .headers = {identity.cookie(made.token, made.session)}};
}

ClientEvent checked(const EventRequest& event, std::size_t index) {
    const std::string pointer = "/events/" + std::to_string(index);
    const auto at = timing::from_rfc3339(event.at);
    if (!at) throw Error(ErrorCode::invalid, "expected an RFC 3339 time").at(pointer + "/at");
    std::string data = event.data ? boost::json::serialize(*event.data) : "{}";
    if (data.size() > most_data) throw Error(ErrorCode::invalid, "expected at most 4096 bytes of data").at(pointer + "/data");
    return {event.name, *at, std::move(data)};
}

Task<EventsReply> take_events(Identity& identity, const http::Caller& caller, EventsRequest request) {
    std::vector<ClientEvent> events;
    for (std::size_t i = 0; i < request.events.size(); ++i) events.push_back(checked(request.events[i], i));
    const auto accepted = static_cast<std::int64_t>(events.size());
    co_await identity.keep_events(caller, std::move(events));
    co_return EventsReply{accepted};
}
}  // namespace

void mount(http::Router& router, Identity& identity, std::function<std::string()> level) {
    router.post("/v1/session", {.summary = "Begin or renew the session"},
                [&identity, level = std::move(level)](const http::Caller& caller, const http::Request& request, NoMembers) {
                    return show_session(identity, caller, request, level ? level() : "L0");
                });
    // `anyone`: the gate would hand out a cookie of its own beside the administrator's.
    router.post("/v1/auth/token", {.role = http::Role::anyone, .limit = "auth", .summary = "Become administrator by token"},
                [&identity](const http::Caller&, const http::Request& request, TokenRequest body) {
                    return take_token(identity, request, std::move(body));
                });
    router.post("/v1/event", {.limit = "event", .summary = "Keep events of the client's screen"},
                [&identity](const http::Caller& caller, EventsRequest request) {
                    return take_events(identity, caller, std::move(request));
                });
}

}  // namespace identity
