#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/json/document.hpp"

namespace lrs {

// What a cohort is known by: the team or a grouping activity of a context.
struct Cohort {
    enum class Of { team, grouping } of;
    std::string id;  // identity of the group, or the activity's IRI
    std::string name;
    std::int64_t key = 0;  // of the organisation; not set by flatten()
};

// A statement as one row of statements_flat.
struct FlatRow {
    timing::Micros stored = 0;
    bool voided = false;
    std::string statement_id;
    std::string actor_id, actor_name;  // "" for an anonymous group
    std::string verb_id, verb_name;
    std::string object_type, object_id, object_name;
    std::optional<std::string> activity_type;
    std::optional<bool> success, completion;
    std::optional<double> score_scaled, score_raw, score_min, score_max;
    std::optional<std::int64_t> duration_ms;
    std::optional<std::string> registration, platform, language, parent_id, grouping_id;
    timing::Micros timestamp = 0;
    bool voids = false;  // object_id is then the statement it voids
    std::vector<Cohort> cohorts;
    std::int64_t actor_key = 0, object_key = 0, verb_key = 0;  // of the organisation; not set by flatten()
};

using FlatRows = std::vector<std::shared_ptr<FlatRow>>;

// Of a body that this store keeps. Pure; any thread.
FlatRow flatten(std::string_view body);
// Of a valid statement on its way into the store: without the id and the time that the store gives to one that has none.
FlatRow flatten(json::Node statement);

// The length of an ISO 8601 duration; a year counts 365 days, a month 30. 0 for what is none.
std::int64_t duration_ms(std::string_view text);

}  // namespace lrs
