#include "identity/accounts/account_json.hpp"
#include "identity/sessions/session_repository.hpp"
#include "platform/http/whole_parameter.hpp"

namespace identity {

namespace {
using http::Caller;
using http::Request;
using http::Role;

constexpr http::Whole users_a_page{.usual = 50, .least = 1, .most = 200};

// A role that a person can be given.
Role role_of(std::string_view name) {
    const auto role = role_named(name);
    if (!role || *role == Role::anyone) throw Error(ErrorCode::invalid, "expected learner, teacher, admin or service").at("/role");
    return *role;
}

UserSearch search_of(const Request& request) {
    const auto text = [&request](std::string_view name) { return std::string(request.parameter(name).value_or("")); };
    UserSearch search{.text = text("q"), .role = text("role"), .after = text("after"), .limit = static_cast<int>(whole_parameter(request, "limit", users_a_page))};
    if (!search.role.empty()) (void)role_of(search.role);
    return search;
}

ListedReply listed_of(const Account& account, timing::Micros seen_at = 0) {
    ListedReply reply{.id = account.user.str(), .name = account.name, .email = unless_empty(account.email), .role = std::string(to_string(account.role)),
                      .disabled = account.disabled, .created_at = timing::to_rfc3339(account.created_at), .seen_at = {}};
    if (seen_at > 0) reply.seen_at = timing::to_rfc3339(seen_at);
    return reply;
}

Task<UsersReply> list_users(Directory& directory, const Caller& caller, const Request& request) {
    const auto search = search_of(request);
    const auto found = co_await directory.search(caller.org, search);
    UsersReply reply;
    for (const auto& listed : found) {
        if (reply.users.size() == static_cast<std::size_t>(search.limit)) break;
        reply.users.push_back(listed_of(listed.account, listed.seen_at));
    }
    if (found.size() > reply.users.size()) reply.next = found[reply.users.size() - 1].key;
    co_return reply;
}

UserId user_of(const Request& request) { return UserId(std::string(request.path_value("id"))); }

Task<ListedReply> give_role(Directory& directory, const Caller& caller, const Request& request, RoleRequest body) {
    co_return listed_of(co_await directory.give_role(caller, user_of(request), role_of(body.role)));
}
Task<ListedReply> disable(Directory& directory, const Caller& caller, const Request& request) {
    co_return listed_of(co_await directory.disable(caller, user_of(request)));
}
Task<ListedReply> enable(Directory& directory, const Caller& caller, const Request& request) {
    co_return listed_of(co_await directory.enable(caller, user_of(request)));
}
}  // namespace

void mount(http::Router& router, Directory& directory) {
    router.get("/v1/admin/users", {.role = Role::admin, .summary = "People with an account", .query = {"q", "role", "after", "limit"}},
               [&](const Caller& caller, const Request& request) { return list_users(directory, caller, request); });
    router.post("/v1/admin/users/{id}/role", {.role = Role::admin, .summary = "Give a person a role"},
                [&](const Caller& caller, const Request& request, RoleRequest body) { return give_role(directory, caller, request, std::move(body)); });
    router.post("/v1/admin/users/{id}/disable", {.role = Role::admin, .summary = "Close a person's account"},
                [&](const Caller& caller, const Request& request) { return disable(directory, caller, request); });
    router.post("/v1/admin/users/{id}/enable", {.role = Role::admin, .summary = "Open it again"},
                [&](const Caller& caller, const Request& request) { return enable(directory, caller, request); });
}

}  // namespace identity
