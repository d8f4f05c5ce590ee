#pragma once
#include "lrs/statement/facts.hpp"
#include "lrs/statement/version.hpp"
#include "platform/json/document.hpp"
#include "platform/json/place.hpp"

namespace lrs {

// Checks a statement against every MUST of xAPI-Data (1.0.3, part 2, 2; for 2.0.0 what IEEE 9274.1.1 changed) and says what it
// holds. Throws Error(invalid) with the JSON pointer, what was expected, the clause and the XAPI number. `place` is where the
// statement stands in the request. One walk over the tree; pure; any thread.
Facts validate(json::Node statement, Version version, const json::Place& place = {});

inline constexpr std::string_view voided_verb = "http://adlnet.gov/expapi/verbs/voided";

}  // namespace lrs
