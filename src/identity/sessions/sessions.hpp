#pragma once
#include <atomic>
#include <optional>
#include <string>

#include "identity/sessions/recent.hpp"
#include "identity/sessions/session_repository.hpp"

namespace identity {

// Living sessions: rows behind a cache of five seconds, after which the change of another process is seen. Any thread.
class Sessions {
public:
    Sessions(db::Database& database, OrgId org, std::chrono::hours life) : database_(database), org_(std::move(org)), life_(life) {}

    Task<std::optional<Session>> find(std::string key);
    // The session of bearer tokens.
    Task<std::optional<Session>> find(SessionId id);
    // Sliding: each use moves the end of a learner's session, written at most once an hour. An admin's session ends when it ends.
    Task<bool> renew(Session& session);
    // A stranger's first session.
    Task<NewSession> make_anonymous(std::string agent);
    Task<void> end(Session session);

    void on_end(OnSessionEnd listener) { on_end_ = std::move(listener); }
    // In the caller's transaction; `ended` or `changed` follow its commit.
    void end(db::Transaction& tx, const Session& session, const SessionId& successor = {}) const;
    // False when the person has none of this id.
    bool end(db::Transaction& tx, const OrgId& org, const UserId& user, const SessionId& session, const SessionId& successor = {}) const;
    void end_all(db::Transaction& tx, const OrgId& org, const UserId& user, const SessionId& successor = {}) const;

    // What a transaction of somebody else has just made true of sessions.
    void made(const Session& session);
    void ended(const Session& session) { recent_.forget(session.key); }
    void ended(const SessionId& id);
    void changed(const UserId& user);

private:
    db::Database& database_;
    OrgId org_;
    std::chrono::hours life_;
    Recent<Session> recent_;
    OnSessionEnd on_end_;
};

// The first 200 bytes of what a client says it is, in whole characters; "" when it says nothing readable.
std::string agent_of(const http::Request& request);

}  // namespace identity
