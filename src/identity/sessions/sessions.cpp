#include "identity/sessions/sessions.hpp"

#include "identity/sql.gen.hpp"
#include "platform/json/json.hpp"

namespace identity {

namespace {
using namespace std::chrono_literals;
using timing::Micros;

constexpr auto fresh_for = 5s;
constexpr Micros between_renewals = std::chrono::microseconds(1h).count();
constexpr std::size_t most_agent = 200;
}  // namespace

Task<std::optional<Session>> Sessions::find(std::string key) {
    if (auto known = recent_.find(key); known && known->expires_at > timing::now()) co_return known;
    auto found = co_await load_session(database_, org_, key);
    if (found) recent_.put(key, *found, fresh_for);
    co_return found;
}

Task<std::optional<Session>> Sessions::find(SessionId id) { return find(key_of_tokens(id)); }

Task<bool> Sessions::renew(Session& session) {
    const Micros now = timing::now();
    if (session.role == http::Role::admin || now - session.renewed_at < between_renewals) co_return false;
    session.renewed_at = now;
    session.expires_at = now + std::chrono::microseconds(life_).count();
    recent_.put(session.key, session, fresh_for);
    co_await store_renewal(database_, session);
    co_return true;
}

Task<NewSession> Sessions::make_anonymous(std::string agent) {
    const auto fresh = new_session({.org = org_, .user = {}, .life = life_});
    co_await database_.transact([fresh, agent](db::Transaction& tx) {
        insert_user(tx, fresh.session, true);
        insert_session(tx, fresh.session, agent);
    });
    made(fresh.session);
    co_return fresh;
}

Task<void> Sessions::end(Session session) {
    ended(session);
    co_await database_.transact([this, session](db::Transaction& tx) { end(tx, session); });
    ended(session);
}

void Sessions::end(db::Transaction& tx, const Session& session, const SessionId& successor) const {
    tx.run(sql::end_session, session.org, session.key);
    if (on_end_) on_end_(tx, {session.org, session.user, session.id, successor});
}

bool Sessions::end(db::Transaction& tx, const OrgId& org, const UserId& user, const SessionId& session, const SessionId& successor) const {
    if (tx.run(sql::end_session_of_user, org, user, session).affected() == 0) return false;
    if (on_end_) on_end_(tx, {org, user, session, successor});
    return true;
}

void Sessions::end_all(db::Transaction& tx, const OrgId& org, const UserId& user, const SessionId& successor) const {
    tx.run(sql::end_sessions_of_user, org, user);
    if (on_end_) on_end_(tx, {.org = org, .user = user, .successor = successor});
}

void Sessions::made(const Session& session) {
    recent_.put(session.key, session, fresh_for);
}

void Sessions::ended(const SessionId& id) {
    recent_.forget_if([&id](const std::string&, const Session& session) { return session.id == id; });
}

void Sessions::changed(const UserId& user) {
    recent_.forget_if([&user](const std::string&, const Session& session) { return session.user == user; });
}

std::string agent_of(const http::Request& request) {
    const auto said = request.header("user-agent").value_or("");
    std::size_t size = std::min(said.size(), most_agent);
    while (size < said.size() && size > 0 && (said[size] & 0xC0) == 0x80) --size;
    const auto agent = said.substr(0, size);
    return json::is_utf8(agent) ? std::string(agent) : "";
}

}  // namespace identity
