#include "identity/privacy.hpp"

#include "lms/lms.hpp"
#include "lms/privacy/privacy.hpp"
#include "lms/sql.gen.hpp"

namespace lms {

namespace {
Task<void> take_out(db::Database& database, identity::Takeout& takeout, identity::Person person) {
    using enum identity::As;
    co_await identity::take_out_rows(database, takeout, person,
                                     {"registrations.json", sql::take_out_registrations, {{"id"}, {"course_id"}, {"course_title"}, {"made_at", time}}});
    co_await identity::take_out_rows(database, takeout, person,
                                     {"launches.json", sql::take_out_sessions,
                                      {{"id"}, {"registration_id"}, {"unit"}, {"mode"}, {"made_at", time}, {"last_at", time}}});
    co_await identity::take_out_rows(database, takeout, person,
                                     {"progress.json", sql::take_out_said,
                                      {{"place"}, {"registration_id"}, {"session_id"}, {"unit"}, {"verb"}, {"timestamp", time}}});
}

// With the sessions the credentials of open units go, so that those can send nothing more.
void erase(db::Transaction& tx, const identity::Person& person) {
    forget_learner(tx, person.org, person.user.str());
    tx.run(sql::leave_courses, person.org, person.user);
}
}  // namespace

void forget_learner(db::Transaction& tx, const OrgId& org, const std::string& user) {
    for (const auto* query : {&sql::forget_statements_of_learner, &sql::forget_sessions_of_learner, &sql::forget_registrations_of_learner}) tx.run(*query, org, user);
}

identity::PrivacyPart privacy_part(db::Database& database) {
    return {.name = "lms",
            .take_out = [&database](identity::Takeout& takeout, identity::Person person) { return take_out(database, takeout, std::move(person)); },
            .stop = {},
            .erase = erase,
            .settle = {}};
}

}  // namespace lms
