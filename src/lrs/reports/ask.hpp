#pragma once
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/http/http.hpp"
#include "platform/id.hpp"

namespace lrs {

enum class Bucket { all, day, week, month };

// One step of a funnel: an activity, a verb, or a verb about an activity.
struct Step {
    std::string activity, verb;
    std::optional<std::int64_t> activity_key, verb_key;
};

// What a report is asked for; keys are those of store/keys.hpp.
struct Ask {
    OrgId org;
    std::optional<std::int64_t> activity, verb, cohort;
    static constexpr timing::Micros ever = std::numeric_limits<timing::Micros>::min() / 2, never = std::numeric_limits<timing::Micros>::max() / 2;
    timing::Micros since = ever;   // inclusive
    timing::Micros until = never;  // exclusive
    Bucket bucket = Bucket::all;
    std::vector<Step> steps;

    bool all_time() const;  // neither since nor until
    std::int64_t first_day() const;
    std::int64_t last_day() const;
    // The activities that are asked for: the one that is named, or all of them.
    std::int64_t first_activity() const { return activity.value_or(std::numeric_limits<std::int64_t>::min()); }
    std::int64_t last_activity() const { return activity.value_or(std::numeric_limits<std::int64_t>::max()); }
};

// Reads the parameters activity, verb, cohort (the IRI of a grouping activity, or a Group as JSON), since, until (RFC 3339, or a
// day), bucket, step (ACTIVITY, VERB|ACTIVITY or VERB|) and passes others over. Throws Error(invalid).
Ask read_ask(const OrgId& org, const http::Request& request);

// The first day of the bucket that a day is in; days count from 1970-01-01.
std::int64_t begin_of(Bucket bucket, std::int64_t day);

}  // namespace lrs
