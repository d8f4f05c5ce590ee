#include "lrs/pipeline/rollups.hpp"

#include <algorithm>
#include <array>

#include "lrs/sql.gen.hpp"
#include "lrs/store/keys.hpp"
#include "lrs/store/row_batch.hpp"

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

std::size_t mark_of(std::int64_t first, std::int64_t second, std::string_view text) {
    return std::hash<std::string_view>{}(text) ^ (static_cast<std::size_t>(first) * 0x9E3779B97F4A7C15) ^ static_cast<std::size_t>(second);
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

std::int64_t verb_key_of(const OrgId& org, std::string_view verb) { return key_of(org, KeyKind::verb, verb); }

void set_keys(const OrgId& org, FlatRow& row) {
    if (!row.actor_id.empty()) row.actor_key = key_of(org, KeyKind::agent, row.actor_id);
    row.verb_key = verb_key_of(org, row.verb_id);
    if (row.object_type == "Activity") row.object_key = key_of(org, KeyKind::activity, row.object_id);
    for (auto& cohort : row.cohorts)
        cohort.key = key_of(org, cohort.of == Cohort::Of::team ? KeyKind::related_agent : KeyKind::related_activity, cohort.id);
}

void Rollups::add(const FlatRow& row) {
    add_day(row.verb_key, 0, row);
    if (row.object_key != 0) {
        add_day(0, row.object_key, row);
        add_day(row.verb_key, row.object_key, row);
        if (row.actor_key != 0) add_learner(row);
    }
    add_names(row);
}

void Rollups::add_day(std::int64_t verb, std::int64_t object, const FlatRow& row) {
    auto& day = days_[{verb, object, day_of(row)}];
    ++day.statements;
    day.completions += completes(row);
    (ends_session(row.verb_id) ? day.session_ms : day.duration_ms) += spent(row);
}

void Rollups::add_learner(const FlatRow& row) {
    auto& learner = learners_[{row.object_key, row.verb_key, row.actor_key}];
    const bool first = learner.statements++ == 0;
    learner.successes += succeeds(row);
    learner.failures += fails(row);
    (ends_session(row.verb_id) ? learner.session_ms : learner.duration_ms) += spent(row);
    learner.first_at = first ? row.timestamp : std::min(learner.first_at, row.timestamp);
    learner.last_at = first ? row.timestamp : std::max(learner.last_at, row.timestamp);
    if (completes(row)) learner.completed_at = std::min(learner.completed_at.value_or(row.timestamp), row.timestamp);
    keep_larger(learner.best_scaled, row.score_scaled);
}

// The last name that is given; many statements give none.
void Rollups::add_name(int kind, std::int64_t key, const std::string& id, const std::string& name) {
    auto& kept = names_[{kind, key}];
    kept.id = id;
    if (!name.empty()) kept.name = name;
}

void Rollups::add_names(const FlatRow& row) {
    add_name(name_verb, row.verb_key, row.verb_id, row.verb_name);
    if (row.object_key != 0) add_name(name_activity, row.object_key, row.object_id, row.object_name);
    if (row.actor_key == 0) return;
    add_name(name_learner, row.actor_key, row.actor_id, row.actor_name);
    for (const auto& cohort : row.cohorts) {
        add_name(name_cohort, cohort.key, cohort.id, cohort.name);
        members_[{cohort.key, row.actor_key}] = true;
    }
}

void Rollups::write_days(db::Transaction& tx, const OrgId& org) const {
    RowBatch rows(tx, sql::add_report_day);
    for (const auto& [key, day] : days_) {
        const auto& [verb, object, number] = key;
        rows.add(org.str(), verb, object, number, day.statements, day.completions, day.duration_ms, day.session_ms);
    }
    rows.flush();
}

void Rollups::write_learners(db::Transaction& tx, const OrgId& org) const {
    RowBatch rows(tx, sql::add_report_learner);
    for (const auto& [key, one] : learners_) {
        const auto& [object, verb, actor] = key;
        rows.add(org.str(), object, verb, actor, one.statements, one.successes, one.failures, one.duration_ms, one.session_ms, one.first_at, one.last_at,
                 one.completed_at, one.best_scaled);
    }
    rows.flush();
}

void Rollups::write(db::Transaction& tx, const OrgId& org, const KnownMarks& known, std::vector<std::size_t>& learned) const {
    write_days(tx, org);
    write_learners(tx, org);
    learned.clear();
    const auto is_news = [&](std::size_t mark) {
        if (known.has(mark)) return false;
        learned.push_back(mark);
        return true;
    };
    RowBatch names(tx, sql::put_report_name), members(tx, sql::add_report_member);
    for (const auto& [key, name] : names_)
        if (is_news(mark_of(key.second, key.first, name.name))) names.add(org.str(), std::int64_t{key.first}, key.second, name.id, name.name);
    for (const auto& [key, member] : members_)
        if (is_news(mark_of(key.first, key.second, "member"))) members.add(org.str(), key.first, key.second);
    names.flush();
    members.flush();
}

namespace {
void take_from_day(db::Transaction& tx, const OrgId& org, std::int64_t verb, std::int64_t object, const FlatRow& row) {
    const bool session = ends_session(row.verb_id);
    const std::int64_t completions = completes(row);
    tx.run(sql::take_from_report_day, org, verb, object, day_of(row), completions, session ? 0 : spent(row), session ? spent(row) : 0);
}

FlatRow row_of(const db::Row& from) {
    FlatRow row;
    row.timestamp = from.integer(0);
    row.verb_id = from.text(1);
    const auto flag = [&](std::size_t column) { return from.is_null(column) ? std::nullopt : std::optional(from.integer(column) != 0); };
    row.success = flag(2);
    row.completion = flag(3);
    if (!from.is_null(4)) row.score_scaled = from.real(4);
    row.duration_ms = from.optional_integer(5);
    return row;
}
}  // namespace

void take_out_with_learner(db::Transaction& tx, const OrgId& org, const FlatRow& row) {
    take_from_day(tx, org, row.verb_key, 0, row);
    if (row.object_key == 0) return;
    take_from_day(tx, org, 0, row.object_key, row);
    take_from_day(tx, org, row.verb_key, row.object_key, row);
    if (row.actor_key != 0) tx.run(sql::delete_report_learner, org, row.object_key, row.verb_key, row.actor_key);
}

// First and last times and the best score cannot be subtracted from, so what the learner did with the activity is read again.
void take_out(db::Transaction& tx, const OrgId& org, const FlatRow& row) {
    take_out_with_learner(tx, org, row);
    if (row.object_key == 0 || row.actor_key == 0) return;
    Rollups rest;
    for (const auto& found : tx.run(sql::find_flat_of_learner, org, row.actor_key, row.object_key, row.verb_id)) {
        auto other = row_of(found);
        other.actor_key = row.actor_key, other.object_key = row.object_key, other.verb_key = row.verb_key;
        rest.add_learner(other);
    }
    rest.write_learners(tx, org);
}

}  // namespace lrs
