#pragma once
#include <functional>
#include <string>

#include "lrs/movers.hpp"

namespace lrs {

// Writes a statement as it may be learned from: everybody who has not consented is an account with a name that is the same throughout one export and
// means nothing outside it. What they wrote themselves stays.
std::function<Task<std::string>(std::string body, int edition)> for_training(Movers::State& movers, const OrgId& org);

}  // namespace lrs
