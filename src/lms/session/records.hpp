#pragma once
#include <boost/json/object.hpp>

#include "lms/launch/statements.hpp"
#include "lms/session/session.hpp"
#include "platform/db/database.hpp"

// Rows ↔ values, in transactions.
namespace lms {

struct Registration {
    OrgId org;
    std::string id, course;
    UserId user;
    std::string content_key;
};
struct Enrolment {
    Registration registration;
    bool fresh = false;
};
// The learner's registration for the course, made when there is none. Whoever gets a fresh one evaluates moveOn (9.6.1).
Enrolment enrol(db::Transaction& tx, const OrgId& org, const std::string& course, const UserId& user);
std::optional<Registration> find_registration(db::Transaction& tx, const OrgId& org, const std::string& course, const UserId& user);

void add_session(db::Transaction& tx, const Session& session, std::string_view fetch_hash);
// With the hash of the AU's password.
struct StoredSession {
    Session session;
    std::string secret_hash;
};
StoredSession session_of(const db::Row& row);
std::optional<Session> find_session(db::Transaction& tx, const std::string& id);
std::vector<Session> list_sessions(db::Transaction& tx, const OrgId& org, const std::string& registration);

Said said_of(const db::Row& row);
History history_of(const db::Rows& rows);  // of sql::list_statements
History load_history(db::Transaction& tx, const OrgId& org, const std::string& registration);
void add_said(db::Transaction& tx, const OrgId& org, const std::string& registration, const Said& said);

// Names the authority of all statements of a registration, so that the AU, which reads what has its own, sees those of the LMS too.
std::string authority_of(std::string_view registration);
inline constexpr std::string_view statement_topic = "lms.statement";
// Notes a statement of the LMS and has it recorded under the id of the event.
void say(db::Transaction& tx, const OrgId& org, const Scene& scene, std::string_view unit, Verb verb, boost::json::object statement, History& history);

}  // namespace lms
