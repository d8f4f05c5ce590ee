#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lms/session/session.hpp"

namespace lms {

// What a statement of an AU says, as far as the rules ask.
struct Sent {
    std::string id, verb;
    std::string home_page, account;       // of the actor; "" when it has no account or is no Agent
    std::string object, registration, session;
    std::vector<std::string> category, grouping;  // ids of context activities
    std::optional<timing::Micros> timestamp;      // absent also when it is not in UTC
    std::optional<double> mastery_score;          // of the context
    bool has_score = false, has_raw = false, has_range = false, has_duration = false;
    std::optional<double> scaled;
    std::optional<bool> success, completion;

    // "cmi5 defined" (7.1.3).
    bool is_defined() const;
    bool has_category(std::string_view id) const;
};
// `json` is a valid statement.
Sent read_sent(std::string_view json);

}  // namespace lms
