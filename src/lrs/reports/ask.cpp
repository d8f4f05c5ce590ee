#include "lrs/reports/ask.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

#include "lrs/pipeline/rollups.hpp"
#include "lrs/statement/agent.hpp"
#include "lrs/statement/formats.hpp"
#include "lrs/store/keys.hpp"
#include "platform/error.hpp"

namespace lrs {

namespace {
constexpr std::size_t most_steps = 20;

[[noreturn]] void refuse(std::string_view name, std::string_view expected) {
    throw Error(ErrorCode::invalid, fmt::format("the parameter {}: expected {}", name, expected));
}

std::int64_t iri_key(const OrgId& org, KeyKind kind, std::string_view name, std::string_view value) {
    if (!is_iri(value)) refuse(name, "an IRI");
    return key_of(org, kind, value);
}

std::int64_t cohort_key(const OrgId& org, std::string_view value) {
    if (!value.starts_with('{')) return iri_key(org, KeyKind::related_activity, "cohort", value);
    return key_of(org, KeyKind::related_agent, read_agent_parameter("cohort", value, Version::v2_0_0, Accept::agents_and_groups).identity);
}

timing::Micros time_of(std::string_view name, std::string_view value) {
    constexpr std::size_t day = 10;
    const auto at = timing::from_rfc3339(value.size() == day ? std::string(value) + "T00:00:00Z" : std::string(value));
    if (!at) refuse(name, "a day or a date-time of RFC 3339");
    return *at;
}

Bucket bucket_of(std::string_view value) {
    constexpr std::array<std::string_view, 4> names{"all", "day", "week", "month"};
    const auto found = std::ranges::find(names, value);
    if (found == names.end()) refuse("bucket", "all, day, week or month");
    return static_cast<Bucket>(found - names.begin());
}

// A bar cannot stand in an IRI (RFC 3987, 2.2).
Step step_of(const OrgId& org, std::string_view value) {
    const auto bar = value.find('|');
    Step step{.activity = std::string(bar == value.npos ? value : value.substr(bar + 1)), .verb = std::string(bar == value.npos ? "" : value.substr(0, bar))};
    if (step.activity.empty() && step.verb.empty()) refuse("step", "ACTIVITY, VERB|ACTIVITY or VERB|");
    if (!step.activity.empty()) step.activity_key = iri_key(org, KeyKind::activity, "step", step.activity);
    if (!step.verb.empty()) step.verb_key = iri_key(org, KeyKind::verb, "step", step.verb);
    return step;
}

std::int64_t day_at(timing::Micros at) { return (at - (at < 0 ? timing::a_day - 1 : 0)) / timing::a_day; }
}  // namespace

bool Ask::all_time() const { return since == ever && until == never; }
std::int64_t Ask::first_day() const { return day_at(since); }
std::int64_t Ask::last_day() const { return day_at(until - 1); }

Ask read_ask(const OrgId& org, const http::Request& request) {
    Ask ask{.org = org};
    for (const auto& [name, value] : request.query) {
        if (name == "activity") ask.activity = iri_key(org, KeyKind::activity, name, value);
        else if (name == "verb") ask.verb = iri_key(org, KeyKind::verb, name, value);
        else if (name == "cohort") ask.cohort = cohort_key(org, value);
        else if (name == "since") ask.since = time_of(name, value);
        else if (name == "until") ask.until = time_of(name, value);
        else if (name == "bucket") ask.bucket = bucket_of(value);
        else if (name == "step") ask.steps.push_back(step_of(org, value));
    }
    if (ask.steps.size() > most_steps) refuse("step", fmt::format("at most {} of them", most_steps));
    if (ask.until <= ask.since) refuse("until", "a time after since");
    return ask;
}

std::int64_t begin_of(Bucket bucket, std::int64_t day) {
    using namespace std::chrono;
    switch (bucket) {
        case Bucket::all: return 0;
        case Bucket::day: return day;
        case Bucket::week: return day - ((day + 3) % 7 + 7) % 7;  // the first day of 1970 was a Thursday; weeks begin on Monday
        case Bucket::month: {
            const year_month_day date{sys_days(days(day))};
            return sys_days(date.year() / date.month() / 1).time_since_epoch().count();
        }
    }
    return day;
}

}  // namespace lrs
