#pragma once
#include <optional>
#include <string>

#include "lms/launch/state.hpp"

namespace lms {

struct LaunchWish {
    OrgId org;
    UserId user;
    std::string course, unit;
    LaunchMode mode = LaunchMode::Normal;
    std::string base;        // where the learner's browser finds this server: https://tutor.example
    std::string content_base;  // and the files of packages
    std::string return_url;  // "" for none
    std::string languages;   // those of the learner, best first, with commas
};
struct Launch {
    std::string url, session, registration;
    LaunchMethod method = LaunchMethod::AnyWindow;
    timing::Micros expires_at = 0;
};

// Makes a session and all that the unit will look for: LMS.LaunchData, the learner's preferences, the statement "launched" (8.1, 9.3.1,
// 10, 11). Sessions of the same registration that are still open are abandoned (9.3.6). Throws Error(not_found).
Task<Launch> launch(Lms::State& lms, LaunchWish wish);

// What the fetch URL answers to its first call, as JSON; afterwards, and for a token that is none, an error of 8.2.3.
Task<std::string> fetch_token(Lms::State& lms, std::string token);

// An instructor's word that the learner need not do the unit (9.3.7); `reason` is one of 9.5.5.2. Throws Error(not_found), Error(conflict)
// when it was said before.
struct Waiver {
    OrgId org;
    UserId learner;
    std::string course, unit, reason;
    identity::Act act = {};  // recorded with it
};
Task<void> waive(Lms::State& lms, Waiver waiver);

}  // namespace lms
