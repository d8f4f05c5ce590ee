#pragma once
#include "identity/audit.hpp"
#include "identity/identity.hpp"

// What is recorded about accounts, in the words of docs/audit.md. Names, addresses of e-mail, passwords and tokens are no part of it.
namespace identity {

// Of a person on their own account.
inline Act act_of(const Session& session, const std::string& ip, std::string action) {
    return {session.org, session.user, session.role, session.id.str(), ip, std::move(action), "user", session.user.str()};
}
inline Act act_of(const http::Caller& caller, std::string action) { return act_of(caller, std::move(action), "user", caller.user.str()); }

// Of somebody unknown; `person` is empty for a name that nobody has.
inline Act act_of_stranger(const OrgId& org, const UserId& person, const std::string& ip, std::string action) {
    return {org, {}, http::Role::anyone, "", ip, std::move(action), "user", person.str()};
}

}  // namespace identity
