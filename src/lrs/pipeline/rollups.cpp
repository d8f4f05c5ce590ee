#include "lrs/pipeline/rollups.hpp"

#include <algorithm>
#include <array>

#include "lrs/sql.gen.hpp"
#include "lrs/store/keys.hpp"
#include "platform/db/row_batch.hpp"

namespace lrs {

namespace {
// A statement of a month is a clock gone wrong, and sums of such must not overflow.
constexpr std::int64_t longest_ms = std::int64_t{30} * 86'400'000;

std::int64_t spent(const FlatRow& row) { return std::min(row.duration_ms.value_or(0), longest_ms); }
std::int64_t day_of(const FlatRow& row) { return (row.timestamp - (row.timestamp < 0 ? timing::a_day - 1 : 0)) / timing::a_day; }

constexpr std::string_view completed_verb = "http://adlnet.gov/expapi/verbs/completed";
constexpr std::string_view passed_verb = "http://adlnet.gov/expapi/verbs/passed";
constexpr std::string_view failed_verb = "http://adlnet.gov/expapi/verbs/failed";

bool completes(const FlatRow& row) { return row.completion == true || (!row.completion && row.verb_id == completed_verb); }
bool succeeds(const FlatRow& row) { return row.success == true || (!row.success && row.verb_id == passed_verb); }
bool fails(const FlatRow& row) { return row.success == false || (!row.success && row.verb_id == failed_verb); }

Rollups::Counts counts_of(const FlatRow& row) {
    Rollups::Counts counts{.statements = 1, .completions = completes(row)};
    (ends_session(row.verb_id) ? counts.session_ms : counts.duration_ms) = spent(row);
    return counts;
}

template <class Value>
void keep_larger(std::optional<Value>& kept, const std::optional<Value>& other) {
    if (other && (!kept || *other > *kept)) kept = other;
}
}  // namespace

bool ends_session(std::string_view verb) {
    constexpr std::array<std::string_view, 4> verbs{"http://adlnet.gov/expapi/verbs/terminated", "http://adlnet.gov/expapi/verbs/suspended",
                                                    "http://adlnet.gov/expapi/verbs/exited", "https://w3id.org/xapi/adl/verbs/abandoned"};
    return std::ranges::find(verbs, verb) != verbs.end();
}

FlatRow summed_row(const OrgId& org, const db::Row& from) {
    FlatRow row;
    const auto flag = [&](std::size_t column) { return from.is_null(column) ? std::nullopt : std::optional(from.integer(column) != 0); };
    row.stored = from.integer(0);
    row.actor_key = from.integer(1);
    row.verb_id = from.text(2);
    row.object_key = from.integer(3);
    row.success = flag(4);
    row.completion = flag(5);
    if (!from.is_null(6)) row.score_scaled = from.real(6);
    row.duration_ms = from.optional_integer(7);
    row.timestamp = from.integer(8);
    row.verb_key = key_of(org, KeyKind::verb, row.verb_id);
    return row;
}

void set_keys(const OrgId& org, FlatRow& row) {
    if (!row.actor_id.empty()) row.actor_key = key_of(org, KeyKind::agent, row.actor_id);
    row.verb_key = key_of(org, KeyKind::verb, row.verb_id);
    if (row.object_type == "Activity") row.object_key = key_of(org, KeyKind::activity, row.object_id);
    for (auto& cohort : row.cohorts)
        cohort.key = key_of(org, cohort.of == Cohort::Of::team ? KeyKind::related_agent : KeyKind::related_activity, cohort.id);
}

void Rollups::Counts::operator+=(const Counts& other) {
    statements += other.statements;
    completions += other.completions;
    duration_ms += other.duration_ms;
    session_ms += other.session_ms;
}

template <class Wanted>
void Rollups::add_where(const FlatRow& row, const Wanted& wanted) {
    const auto day = day_of(row);
    const auto counts = counts_of(row);
    if (wanted(SumPlace{0})) {
        days_[{0, day, row.verb_key}] += counts;
        totals_[{row.verb_key, 0}] += counts;
        if (row.object_key != 0) days_[{0, day, 0}] += counts;
    }
    if (row.object_key == 0) return;
    if (wanted(SumPlace{row.object_key})) {
        days_[{row.object_key, day, row.verb_key}] += counts;
        for (const auto verb : {std::int64_t{0}, row.verb_key}) totals_[{verb, row.object_key}] += counts;
    }
    if (row.actor_key == 0) return;
    for (const auto object : {std::int64_t{0}, row.object_key})
        if (wanted(SumPlace{object, row.actor_key})) add_learner(row, object);
}

void Rollups::add(const FlatRow& row) {
    add_where(row, [](SumPlace) { return true; });
}

void Rollups::add_within(const SumReach& reach, const FlatRow& row) {
    add_where(row, [&](SumPlace place) { return row.stored <= reach.of(place); });
}

void Rollups::add_learner(const FlatRow& row, std::int64_t object_key) {
    auto& learner = learners_[{object_key, row.actor_key, row.verb_key}];
    const bool first = learner.statements++ == 0;
    learner.successes += succeeds(row);
    learner.failures += fails(row);
    (ends_session(row.verb_id) ? learner.session_ms : learner.duration_ms) += spent(row);
    learner.first_at = first ? row.timestamp : std::min(learner.first_at, row.timestamp);
    learner.last_at = first ? row.timestamp : std::max(learner.last_at, row.timestamp);
    if (completes(row)) learner.completed_at = std::min(learner.completed_at.value_or(row.timestamp), row.timestamp);
    keep_larger(learner.best_scaled, row.score_scaled);
}

std::vector<Rollups::Sum> Rollups::in_order() const {
    std::vector<Sum> sums;
    sums.reserve(days_.size() + totals_.size() + learners_.size());
    for (const auto& one : days_) sums.push_back({.place = {std::get<0>(one.first)}, .day = &one});
    for (const auto& one : totals_) sums.push_back({.place = {one.first.second}, .total = &one});
    for (const auto& one : learners_) sums.push_back({.place = {std::get<0>(one.first), std::get<1>(one.first)}, .learner = &one});
    std::ranges::sort(sums, {}, &Sum::place);
    return sums;
}

// Each table in its own order.
void Rollups::write(db::Transaction& tx, const OrgId& org, std::span<const Sum> sums) {
    std::vector<const std::pair<const DayKey, Counts>*> days;
    std::vector<const std::pair<const TotalKey, Counts>*> totals;
    db::RowBatch learner_rows(tx, sql::add_report_learner), day_rows(tx, sql::add_report_day), total_rows(tx, sql::add_report_activity);
    db::RowBatch day_activity_rows(tx, sql::add_report_day_activity);
    for (const auto& sum : sums) {
        if (sum.day) days.push_back(sum.day);
        if (sum.total) totals.push_back(sum.total);
        if (!sum.learner) continue;
        const auto& [object, actor, verb] = sum.learner->first;
        const auto& one = sum.learner->second;
        learner_rows.add(org.str(), object, verb, actor, one.statements, one.successes, one.failures, one.duration_ms, one.session_ms, one.first_at,
                         one.last_at, one.completed_at, one.best_scaled);
    }
    const auto by_key = [](const auto* left, const auto* right) { return left->first < right->first; };
    std::ranges::sort(days, by_key);
    std::ranges::sort(totals, by_key);
    for (const auto* day : days) {
        const auto& [object, number, verb] = day->first;
        const auto& counts = day->second;
        day_rows.add(org.str(), object, number, verb, counts.statements, counts.completions, counts.duration_ms, counts.session_ms);
    }
    std::ranges::sort(days, {}, [](const auto* day) { return std::tuple(std::get<1>(day->first), std::get<0>(day->first), std::get<2>(day->first)); });
    for (const auto* day : days) {
        const auto& [object, number, verb] = day->first;
        const auto& counts = day->second;
        if (object != 0) day_activity_rows.add(org.str(), number, object, verb, counts.statements, counts.completions, counts.duration_ms, counts.session_ms);
    }
    for (const auto* total : totals) {
        const auto& counts = total->second;
        total_rows.add(org.str(), total->first.first, total->first.second, counts.statements, counts.completions, counts.duration_ms, counts.session_ms);
    }
    learner_rows.flush();
    day_rows.flush();
    day_activity_rows.flush();
    total_rows.flush();
}

namespace {
void take_from_days(db::Transaction& tx, const OrgId& org, const SumReach& reach, const FlatRow& row) {
    const auto counts = counts_of(row);
    const auto take_from_day = [&](std::int64_t object, std::int64_t verb) {
        tx.run(sql::take_from_report_day, org, object, day_of(row), verb, counts.completions, counts.duration_ms, counts.session_ms);
    };
    const auto take_from_total = [&](std::int64_t verb, std::int64_t object) {
        tx.run(sql::take_from_report_activity, org, verb, object, counts.completions, counts.duration_ms, counts.session_ms);
    };
    if (row.stored <= reach.of({0})) {
        take_from_day(0, row.verb_key);
        take_from_total(row.verb_key, 0);
        if (row.object_key != 0) take_from_day(0, 0);
    }
    if (row.object_key == 0 || row.stored > reach.of({row.object_key})) return;
    take_from_day(row.object_key, row.verb_key);
    tx.run(sql::take_from_report_day_activity, org, row.object_key, day_of(row), row.verb_key, counts.completions, counts.duration_ms, counts.session_ms);
    for (const auto verb : {std::int64_t{0}, row.verb_key}) take_from_total(verb, row.object_key);
}
}  // namespace

SumReach hold_sums(db::Transaction& tx, const OrgId& org) {
    constexpr SumPlace first;
    tx.run(sql::add_report_cursor, org, first.object, first.actor);
    const auto held = tx.run(sql::hold_report_cursor, org);
    return {held[0].integer(0), held[0].integer(1), {held[0].integer(2), held[0].integer(3)}};
}

void take_out_with_learner(db::Transaction& tx, const OrgId& org, const SumReach& reach, const FlatRow& row) {
    take_from_days(tx, org, reach, row);
    if (row.object_key == 0 || row.actor_key == 0) return;
    for (const auto object : {std::int64_t{0}, row.object_key})
        if (row.stored <= reach.of({object, row.actor_key})) tx.run(sql::delete_report_learner, org, object, row.verb_key, row.actor_key);
}

// First and last times and the best score cannot be subtracted from, so what the learner did with the activity, and with all, is read again.
void take_out(db::Transaction& tx, const OrgId& org, const SumReach& reach, const FlatRow& row) {
    take_out_with_learner(tx, org, reach, row);
    if (row.object_key == 0 || row.actor_key == 0) return;
    Rollups rest;
    for (const auto object : {std::int64_t{0}, row.object_key}) {
        const auto until = reach.of({object, row.actor_key});
        if (row.stored > until) continue;
        const auto wanted = object == 0 ? std::nullopt : std::optional(object);
        for (const auto& found : tx.run(sql::find_flat_of_learner, org, row.actor_key, wanted, row.verb_id, until))
            rest.add_learner(summed_row(org, found), object);
    }
    Rollups::write(tx, org, rest.in_order());
}

}  // namespace lrs
