#include "lms/session/records.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <boost/json/serialize.hpp>

#include "lms/sql.gen.hpp"
#include "platform/bus/bus.hpp"
#include "platform/crypto/crypto.hpp"

namespace lms {

namespace {
LaunchMode mode_named(const std::string& name) {
    LaunchMode mode{};
    boost::describe::enum_from_string(name.c_str(), mode);
    return mode;
}
}  // namespace

std::optional<Registration> find_registration(db::Transaction& tx, const OrgId& org, const std::string& course, const UserId& user) {
    const auto rows = tx.run(sql::find_registration, org, course, user);
    if (rows.empty()) return std::nullopt;
    return Registration{org, rows[0].text(0), course, user, rows[0].text(1)};
}

Enrolment enrol(db::Transaction& tx, const OrgId& org, const std::string& course, const UserId& user) {
    if (auto known = find_registration(tx, org, course, user)) return {std::move(*known), false};
    Registration made{org, new_uuid(), course, user, crypto::random_hex(16)};
    tx.run(sql::add_registration, org, made.id, course, user, made.content_key, timing::now());
    return {std::move(made), true};
}

void add_session(db::Transaction& tx, const Session& session, std::string_view fetch_hash) {
    const auto* mode = boost::describe::enum_to_string(session.mode, "");
    tx.run(sql::add_session, session.org, session.id, session.registration, session.unit, session.publisher_id, mode, session.mastery_score, fetch_hash,
           session.made_at, session.expires_at);
}

StoredSession session_of(const db::Row& row) {
    Session session{.org = row.id<OrgId>(0), .id = row.text(1), .registration = row.text(2), .course = row.text(3)};
    session.unit = row.text(4);
    session.publisher_id = row.text(5);
    session.user = row.id<UserId>(6);
    session.mode = mode_named(row.text(7));
    if (!row.is_null(8)) session.mastery_score = row.real(8);
    session.made_at = row.integer(9);
    session.expires_at = row.integer(10);
    session.last_at = row.integer(11);
    return {std::move(session), row.text(12)};
}

std::optional<Session> find_session(db::Transaction& tx, const std::string& id) {
    const auto rows = tx.run(sql::find_session, id);
    return rows.empty() ? std::nullopt : std::optional(session_of(rows[0]).session);
}

std::vector<Session> list_sessions(db::Transaction& tx, const OrgId& org, const std::string& registration) {
    std::vector<Session> sessions;
    for (const auto& row : tx.run(sql::list_sessions, org, registration)) sessions.push_back(session_of(row).session);
    return sessions;
}

Said said_of(const db::Row& row) {
    return {row.text(0), row.text(1), verb_named(row.text(2)).value_or(Verb::launched), row.text(3), row.integer(4), row.integer(5), row.integer(6) != 0};
}

History history_of(const db::Rows& rows) {
    std::vector<Said> said;
    for (const auto& row : rows) said.push_back(said_of(row));
    return History(std::move(said));
}

History load_history(db::Transaction& tx, const OrgId& org, const std::string& registration) {
    return history_of(tx.run(sql::list_statements, org, registration));
}

void add_said(db::Transaction& tx, const OrgId& org, const std::string& registration, const Said& said) {
    tx.run(sql::add_statement, org, registration, said.session, said.unit, name_of(said.verb), said.id, said.timestamp, said.at, said.stored);
}

std::string authority_of(std::string_view registration) { return "cmi5-" + std::string(registration); }

void say(db::Transaction& tx, const OrgId& org, const Scene& scene, std::string_view unit, Verb verb, boost::json::object statement, History& history) {
    Said said{scene.session, std::string(unit), verb, "", scene.at, scene.at, true};
    add_said(tx, org, scene.registration, said);
    history.add(std::move(said));
    const boost::json::object payload{{"authority", authority_of(scene.registration)}, {"statement", std::move(statement)}};
    bus::publish(tx, org, statement_topic, boost::json::serialize(payload));
}

}  // namespace lms
