#include "identity/privacy.hpp"

#include "library/imports/store.hpp"
#include "library/library.hpp"
#include "library/sql.gen.hpp"

namespace library {

namespace {
Task<void> take_out(db::Database& database, identity::Takeout& takeout, identity::Person person) {
    using enum identity::As;
    co_await identity::take_out_rows(database, takeout, person,
                                     {"courses.json", sql::take_out_courses,
                                      {{"id"}, {"title"}, {"description"}, {"language"}, {"format"}, {"passages", number}, {"pages", number}, {"created_at", time}}});
    co_await identity::take_out_rows(database, takeout, person,
                                     {"course_texts.json", sql::take_out_passages, {{"place"}, {"course_id"}, {"kind"}, {"text"}, {"page", number}}});
    co_await identity::take_out_rows(database, takeout, person,
                                     {"imports.json", sql::take_out_imports,
                                      {{"id"}, {"course_id"}, {"title"}, {"state"}, {"message"}, {"error"}, {"created_at", time}}});
}

// What a learner brought along is theirs and goes. What a teacher brought is what others learn from: it stays, and belongs to nobody.
void erase(db::Transaction& tx, const identity::Person& person) {
    tx.run(sql::erase_imports, person.org, person.user);
    if (person.role != http::Role::learner) {
        tx.run(sql::leave_courses, person.org, person.user);
        return;
    }
    for (const auto row : tx.run(sql::courses_of_user, person.org, person.user)) remove_course(tx, person.org, row.id<CourseId>(0));
}
}  // namespace

identity::PrivacyPart privacy_part(db::Database& database) {
    return {.name = "library",
            .take_out = [&database](identity::Takeout& takeout, identity::Person person) { return take_out(database, takeout, std::move(person)); },
            .stop = {},
            .erase = erase,
            .settle = {}};
}

}  // namespace library
