#pragma once
#include <map>
#include <tuple>

#include "lrs/pipeline/flatten.hpp"
#include "lrs/store/known_marks.hpp"
#include "platform/db/database.hpp"
#include "platform/id.hpp"

namespace lrs {

// Sets the keys of a row in its organisation.
void set_keys(const OrgId& org, FlatRow& row);
std::int64_t verb_key_of(const OrgId& org, std::string_view verb);

// What a batch of rows, none of them voided, adds to the tables that reports read. Collected first, so that each row of a table
// is written once a batch and in one order by everybody.
class Rollups {
public:
    void add(const FlatRow& row);
    // `learned` gets the marks of what was written and is not in `known`.
    void write(db::Transaction& tx, const OrgId& org, const KnownMarks& known, std::vector<std::size_t>& learned) const;
    // Only what learners did with activities.
    void add_learner(const FlatRow& row);
    void write_learners(db::Transaction& tx, const OrgId& org) const;

private:
    struct Day {
        std::int64_t statements = 0, completions = 0, duration_ms = 0, session_ms = 0;
    };
    struct Learner {
        std::int64_t statements = 0, successes = 0, failures = 0, duration_ms = 0, session_ms = 0;
        timing::Micros first_at = 0, last_at = 0;
        std::optional<timing::Micros> completed_at;
        std::optional<double> best_scaled;
    };
    struct Name {
        std::string id, name;
    };
    void add_day(std::int64_t verb, std::int64_t object, const FlatRow& row);
    void add_names(const FlatRow& row);
    void add_name(int kind, std::int64_t key, const std::string& id, const std::string& name);
    void write_days(db::Transaction& tx, const OrgId& org) const;

    std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t>, Day> days_;          // verb, object, day
    std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t>, Learner> learners_;  // object, verb, actor
    std::map<std::pair<int, std::int64_t>, Name> names_;                                // kind, key
    std::map<std::pair<std::int64_t, std::int64_t>, bool> members_;                     // cohort, actor
};

// Takes a statement that has been voided out of the tables; its row of statements_flat says so already.
void take_out(db::Transaction& tx, const OrgId& org, const FlatRow& row);
// The same when everything that its learner has done is to go.
void take_out_with_learner(db::Transaction& tx, const OrgId& org, const FlatRow& row);

enum NameKind { name_verb = 1, name_activity = 2, name_learner = 3, name_cohort = 4 };

// A cmi5 session says its length once, when it is over; what other statements of it say is part of that.
bool ends_session(std::string_view verb);

}  // namespace lrs
