#pragma once
#include <string_view>

namespace cli {

// What a process does of the whole; several processes on one PostgreSQL share it (PLT-14).
struct Roles {
    bool api = true;        // answers requests; teaches the lessons they start
    bool worker = true;     // runs jobs, stores what is queued, consumes events, forwards; takes over lessons whose process died
    bool scheduler = true;  // puts what is due on the jobs' queue; one of several leads
};

// "api,worker,scheduler" in any order; Error(invalid) for other words or none.
Roles roles_named(std::string_view list);

}  // namespace cli
