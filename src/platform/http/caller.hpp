#pragma once
#include <chrono>
#include <string>

#include "platform/id.hpp"
#include "platform/clock/clock.hpp"
#include "platform/trace/trace.hpp"

namespace http {

// What a route demands of who calls it; ordered, except `service`, which only machine routes name (IDN-2).
enum class Role { anyone, learner, teacher, admin, service };

// Who is asking and on whose behalf: made by the identity room before a route runs, passed by reference to it.
struct Caller {
    OrgId org;
    UserId user;
    SessionId session;
    Role role = Role::anyone;
    bool anonymous = true;
    std::string ip;        // the peer's address, or the one a trusted proxy names
    tracing::Context trace;  // of this request's own step, so that what it causes stands below it
    timing::Deadline deadline;
};

}  // namespace http
