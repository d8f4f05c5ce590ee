#include "lrs/http/keys_routes.hpp"

#include <boost/describe/class.hpp>

#include <array>

#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace lrs {

struct KeyRequest {
    std::string label;
    std::vector<std::string> scopes;
    std::optional<int> requests_per_minute, statements_per_day;
};
BOOST_DESCRIBE_STRUCT(KeyRequest, (), (label, scopes, requests_per_minute, statements_per_day))

struct KeyJson {
    std::string id, label;
    std::vector<std::string> scopes;
    std::optional<std::int64_t> requests_per_minute, statements_per_day;
    std::string made_at;
    std::optional<std::string> revoked_at;
};
BOOST_DESCRIBE_STRUCT(KeyJson, (), (id, label, scopes, requests_per_minute, statements_per_day, made_at, revoked_at))

struct NewKeyJson {
    KeyJson key;
    std::string secret;
};
BOOST_DESCRIBE_STRUCT(NewKeyJson, (), (key, secret))

struct KeysJson {
    std::vector<KeyJson> keys;
};
BOOST_DESCRIBE_STRUCT(KeysJson, (), (keys))

}  // namespace lrs

template <>
inline constexpr auto json::limits<lrs::KeyRequest> = std::array{json::text("label", 1, 200), json::items("scopes", 1, 8), json::number("requests_per_minute", 1, 1'000'000),
                                                           json::number("statements_per_day", 1, 1'000'000'000)};

namespace lrs {

namespace {
KeyJson to_json(const Key& key) {
    const auto limit = [](std::int64_t of) { return of > 0 ? std::optional(of) : std::nullopt; };
    KeyJson json{.id = key.id, .label = key.label, .scopes = key.scopes, .requests_per_minute = limit(key.limits.requests_per_minute),
                 .statements_per_day = limit(key.limits.statements_per_day), .made_at = timing::to_rfc3339(key.made_at), .revoked_at = {}};
    if (key.revoked_at) json.revoked_at = timing::to_rfc3339(*key.revoked_at);
    return json;
}

KeyLimits limits_of(const KeyRequest& request) { return {request.requests_per_minute.value_or(0), request.statements_per_day.value_or(0)}; }

Task<NewKeyJson> make_key(Lrs& lrs, const http::Caller& caller, KeyRequest request) {
    const auto made = co_await lrs.make_key(caller.org, request.label, request.scopes, limits_of(request), identity::act_of(caller, "xapi_key.make", "xapi_key"));
    co_return NewKeyJson{to_json(made.key), made.secret};
}

Task<KeysJson> list_keys(Lrs& lrs, const http::Caller& caller) {
    KeysJson reply;
    for (const auto& key : co_await lrs.keys(caller.org)) reply.keys.push_back(to_json(key));
    co_return reply;
}

Error no_key() { return {ErrorCode::not_found, "There is no such key in use."}; }

Task<KeyJson> change_key(Lrs& lrs, const http::Caller& caller, const http::Request& request, KeyRequest wanted) {
    const std::string id(request.path_value("id"));
    if (!co_await lrs.change_key(caller.org, id, wanted.label, wanted.scopes, limits_of(wanted), identity::act_of(caller, "xapi_key.change", "xapi_key"))) throw no_key();
    for (const auto& key : co_await lrs.keys(caller.org))
        if (key.id == id) co_return to_json(key);
    throw no_key();
}

Task<http::Response> revoke_key(Lrs& lrs, const http::Caller& caller, const http::Request& request) {
    const bool revoked = co_await lrs.revoke_key(caller.org, std::string(request.path_value("id")), identity::act_of(caller, "xapi_key.revoke", "xapi_key"));
    if (!revoked) throw no_key();
    co_return http::no_content();
}
}  // namespace

void mount_keys(http::Router& router, Lrs& lrs) {
    router.post("/v1/xapi/keys", {.role = http::Role::admin, .summary = "Make a key for xAPI clients; its secret is shown once"},
                [&lrs](const http::Caller& caller, KeyRequest request) { return make_key(lrs, caller, std::move(request)); });
    router.get("/v1/xapi/keys", {.role = http::Role::admin, .summary = "The keys of xAPI clients"},
               [&lrs](const http::Caller& caller, const http::Request&) { return list_keys(lrs, caller); });
    router.put("/v1/xapi/keys/{id}", {.role = http::Role::admin, .summary = "Change a key's label, scopes and limits; its secret stays"},
               [&lrs](const http::Caller& caller, const http::Request& request, KeyRequest wanted) { return change_key(lrs, caller, request, std::move(wanted)); });
    router.del("/v1/xapi/keys/{id}", {.role = http::Role::admin, .summary = "Revoke a key", .answers = ""},
               [&lrs](const http::Caller& caller, const http::Request& request) { return revoke_key(lrs, caller, request); });
}

}  // namespace lrs
