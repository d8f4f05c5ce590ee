#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <compare>
#include <limits>
#include <span>
#include <tuple>

#include "lrs/pipeline/flatten.hpp"
#include "platform/db/database.hpp"
#include "platform/id.hpp"

namespace lrs {

// Sets the keys of a row in its organisation.
void set_keys(const OrgId& org, FlatRow& row);
// What sums are made of, of the columns (stored, actor_key, verb_id, object_key, success, completion, score_scaled, duration_ms, timestamp) of
// statements_flat.
FlatRow summed_row(const OrgId& org, const db::Row& from);

// Where a sum stands in the order in which sums are written.
struct SumPlace {
    std::int64_t object = std::numeric_limits<std::int64_t>::min(), actor = std::numeric_limits<std::int64_t>::min();
    auto operator<=>(const SumPlace&) const = default;
};

// Which statements the sums hold: those before `next` all that are stored up to `until`, the others those up to `stored`.
struct SumReach {
    timing::Micros stored = 0, until = 0;
    SumPlace next;
    timing::Micros of(SumPlace place) const { return place < next ? until : stored; }
    bool operator==(const SumReach&) const = default;
};

// What rows, none of them voided, add to the tables that reports read: per day, of all days, and per learner and activity; an activity of 0 stands for
// all of them, as does a verb. Collected first, so that each sum is written once and in one order by everybody.
class Rollups {
public:
    struct Counts {
        std::int64_t statements = 0, completions = 0, duration_ms = 0, session_ms = 0;
        void operator+=(const Counts& other);
    };

    void add(const FlatRow& row);
    // Only to the sums that hold what was stored when the row was.
    void add_within(const SumReach& reach, const FlatRow& row);
    // Only what a learner did with an activity, or with all of them (object_key 0).
    void add_learner(const FlatRow& row, std::int64_t object_key);

    struct Sum;
    // All of them, by their places. Valid while this is not changed.
    std::vector<Sum> in_order() const;
    static void write(db::Transaction& tx, const OrgId& org, std::span<const Sum> sums);

private:
    using DayKey = std::tuple<std::int64_t, std::int64_t, std::int64_t>;      // object, day, verb
    using TotalKey = std::pair<std::int64_t, std::int64_t>;                   // verb, object
    using LearnerKey = std::tuple<std::int64_t, std::int64_t, std::int64_t>;  // object, actor, verb
    struct Learner {
        std::int64_t statements = 0, successes = 0, failures = 0, duration_ms = 0, session_ms = 0;
        timing::Micros first_at = 0, last_at = 0;
        std::optional<timing::Micros> completed_at;
        std::optional<double> best_scaled;
    };
    template <class Wanted>
    void add_where(const FlatRow& row, const Wanted& wanted);

    boost::unordered_flat_map<DayKey, Counts> days_;
    boost::unordered_flat_map<TotalKey, Counts> totals_;
    boost::unordered_flat_map<LearnerKey, Learner> learners_;
};

// One of them.
struct Rollups::Sum {
    SumPlace place;
    const std::pair<const DayKey, Counts>* day = nullptr;
    const std::pair<const TotalKey, Counts>* total = nullptr;
    const std::pair<const LearnerKey, Learner>* learner = nullptr;
};

// Holds the sums of an organisation until the transaction ends: for who changes what statements say that may be in them.
SumReach hold_sums(db::Transaction& tx, const OrgId& org);
// Takes a statement that has been voided out of the sums that hold it; its row of statements_flat says so already.
void take_out(db::Transaction& tx, const OrgId& org, const SumReach& reach, const FlatRow& row);
// The same when everything that its learner has done is to go.
void take_out_with_learner(db::Transaction& tx, const OrgId& org, const SumReach& reach, const FlatRow& row);

// A cmi5 session says its length once, when it is over; what other statements of it say is part of that.
bool ends_session(std::string_view verb);

}  // namespace lrs
