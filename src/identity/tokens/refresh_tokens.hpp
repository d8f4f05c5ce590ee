#pragma once
#include <string>

#include "identity/sessions/session_repository.hpp"

namespace identity {

// Refresh tokens work once: each use gives the next one. What is shown a second time was copied, and ends the session (RFC 9700, 4.14.2).
enum class Rotation {
    renewed,
    unknown,    // never made, expired, or of a session that has ended
    just_used,  // within ten seconds of its use: a client that asked twice at once. Nothing is given and nothing ends
    reused,     // later: the session has ended
};

struct Rotated {
    Rotation rotation = Rotation::unknown;
    Session session;  // of `renewed` and `reused`
    std::string next;  // of `renewed`
};

// The first refresh token of a session; stored nowhere else.
std::string insert_refresh_token(db::Transaction& tx, const Session& session);
// Takes a token for the next one and moves the end of its session to `life` from now.
Rotated rotate(db::Transaction& tx, const Sessions& sessions, const OrgId& org, std::string_view token, std::chrono::hours life);

}  // namespace identity
