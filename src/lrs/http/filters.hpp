#pragma once
#include "lrs/http/exchange.hpp"
#include "lrs/store/query.hpp"

namespace lrs {

// The filters of GET statements (part 3, 2.1.3), for everybody who takes them: agent, verb, activity, registration, related_agents,
// related_activities, since, until. Throws Error(invalid) for a value that does not fit.
Query filters_of(const Exchange& exchange);

}  // namespace lrs
