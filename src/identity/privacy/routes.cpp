#include <boost/describe/class.hpp>

#include <array>

#include "identity/privacy.hpp"
#include "identity/sessions/session_repository.hpp"
#include "identity/sessions/user_json.hpp"
#include "platform/json/json.hpp"

namespace identity {

struct ExportReply {
    std::string id, state, asked_at, expires_at;
    std::optional<std::string> ready_at;
    std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(ExportReply, (), (id, state, asked_at, expires_at, ready_at, bytes))

struct ExportsReply {
    std::vector<ExportReply> exports;
};
BOOST_DESCRIBE_STRUCT(ExportsReply, (), (exports))

struct DeleteRequest {
    std::string word;
};
BOOST_DESCRIBE_STRUCT(DeleteRequest, (), (word))

struct TombstoneReply {
    std::string id, state, role, asked_at;
    std::vector<std::string> users;
    std::optional<std::string> done_at;
};
BOOST_DESCRIBE_STRUCT(TombstoneReply, (), (id, state, role, asked_at, users, done_at))

struct TombstonesReply {
    std::vector<TombstoneReply> erasures;
};
BOOST_DESCRIBE_STRUCT(TombstonesReply, (), (erasures))

}  // namespace identity

template <>
inline constexpr auto json::limits<identity::DeleteRequest> = std::array{json::text("word", 1, 1024)};

namespace identity {

namespace {
using http::Caller;
using http::Request;

std::optional<std::string> time_of(std::optional<timing::Micros> at) { return at ? std::optional(timing::to_rfc3339(*at)) : std::nullopt; }

ExportReply reply_of(const Export& one) {
    return {.id = one.id, .state = one.state, .asked_at = timing::to_rfc3339(one.asked_at), .expires_at = timing::to_rfc3339(one.expires_at),
            .ready_at = time_of(one.ready_at), .bytes = one.bytes};
}

TombstoneReply reply_of(const Tombstone& one) {
    TombstoneReply reply{.id = one.id, .state = one.done ? "done" : "erasing", .role = std::string(to_string(one.role)),
                         .asked_at = timing::to_rfc3339(one.asked_at), .users = {}, .done_at = time_of(one.done_at)};
    for (const auto& user : one.users) reply.users.push_back(user.str());
    return reply;
}

UserId user_of(const Request& request) { return UserId(std::string(request.path_value("id"))); }

Task<http::Answer<ExportReply>> ask_export(Privacy& privacy, const Caller& caller, UserId user) {
    co_return http::Answer<ExportReply>{reply_of(co_await privacy.ask_export(caller, std::move(user))), 202};
}

Task<ExportsReply> list_exports(Privacy& privacy, const Caller& caller, UserId user) {
    ExportsReply reply;
    for (const auto& one : co_await privacy.exports(caller, std::move(user))) reply.exports.push_back(reply_of(one));
    co_return reply;
}

Task<http::Response> fetch_export(Privacy& privacy, const Caller& caller, UserId user, const Request& request) {
    return privacy.fetch_export(caller, std::move(user), std::string(request.path_value("export")));
}

http::Response accepted() {
    auto response = http::no_content();
    response.status = 202;
    return response;
}

Task<http::Response> delete_self(Identity& identity, Privacy& privacy, const Caller& caller, DeleteRequest body) {
    co_await privacy.delete_self(caller, std::move(body.word));
    auto response = accepted();
    response.headers.push_back(identity.no_cookie());
    co_return response;
}

Task<http::Response> erase(Privacy& privacy, const Caller& caller, const Request& request) {
    co_await privacy.erase(caller, user_of(request));
    co_return accepted();
}

Task<TombstonesReply> list_tombstones(Privacy& privacy, const Caller& caller) {
    TombstonesReply reply;
    for (const auto& one : co_await privacy.tombstones(caller.org)) reply.erasures.push_back(reply_of(one));
    co_return reply;
}

void mount_own(http::Router& router, Identity& identity, Privacy& privacy) {
    router.post("/v1/account/export", {.summary = "Begin an export of everything that is kept about the caller"},
                [&privacy](const Caller& caller, NoMembers) { return ask_export(privacy, caller, caller.user); });
    router.get("/v1/account/exports", {.summary = "The caller's exports"},
               [&privacy](const Caller& caller, const Request&) { return list_exports(privacy, caller, caller.user); });
    router.get("/v1/account/exports/{export}", {.summary = "The bytes of a finished export", .answers = "application/zip"},
               [&privacy](const Caller& caller, const Request& request) { return fetch_export(privacy, caller, caller.user, request); });
    router.post("/v1/account/delete", {.summary = "Erase the caller: `word` is the password, or \"delete\" for who has none"},
                [&identity, &privacy](const Caller& caller, DeleteRequest body) { return delete_self(identity, privacy, caller, std::move(body)); });
}

void mount_for_administrators(http::Router& router, Privacy& privacy) {
    constexpr auto admin = http::Role::admin;
    router.post("/v1/admin/users/{id}/export", {.role = admin, .summary = "Begin an export for a person, to be fetched by who asked"},
                [&privacy](const Caller& caller, const Request& request) { return ask_export(privacy, caller, user_of(request)); });
    router.get("/v1/admin/users/{id}/exports", {.role = admin, .summary = "The exports that the caller asked for about a person"},
               [&privacy](const Caller& caller, const Request& request) { return list_exports(privacy, caller, user_of(request)); });
    router.get("/v1/admin/users/{id}/exports/{export}", {.role = admin, .summary = "The bytes of a finished export", .answers = "application/zip"},
               [&privacy](const Caller& caller, const Request& request) { return fetch_export(privacy, caller, user_of(request), request); });
    router.post("/v1/admin/users/{id}/erase", {.role = admin, .summary = "Erase a person"},
                [&privacy](const Caller& caller, const Request& request) { return erase(privacy, caller, request); });
    router.get("/v1/admin/erasures", {.role = admin, .summary = "Who was erased: ids and times, newest first"},
               [&privacy](const Caller& caller, const Request&) { return list_tombstones(privacy, caller); });
}
}  // namespace

void mount(http::Router& router, Identity& identity, Privacy& privacy) {
    mount_own(router, identity, privacy);
    mount_for_administrators(router, privacy);
}

}  // namespace identity
