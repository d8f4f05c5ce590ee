#pragma once
#include "lms/session/sent.hpp"
#include "lms/session/session.hpp"

namespace lms {

// What an AU sent in a session must say of itself.
struct Expected {
    std::string home_page;  // of the learner's account; its name is the session's user
    std::string activity;   // the id that the unit was launched with
};

// How long after "terminated" came what happened before it may still come: requests overtake each other (9.3.8).
inline constexpr timing::Micros grace = 5'000'000;

// Judges one statement that comes `now` into a session with this history. Throws Error(forbidden) with what was expected and the clause.
// Says which verb of the session it takes; nullopt for a "cmi5 allowed" statement and for one that was admitted before. Pure.
std::optional<Verb> judge(const Session& session, const Expected& expected, const History& history, const Sent& sent, timing::Micros now);

}  // namespace lms
