#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "tutor/engine/index.hpp"
#include "tutor/engine/scope.hpp"

namespace tutor::engine {

// The beats of a lesson over a scope, at most `most`. Kinds and titles depend on the scope alone, so that a plan can promise them; the
// seed decides numbers, distractors and orders in checks.
std::vector<Beat> compose(const Index& index, const Scope& scope, std::string_view seed, int most);

}  // namespace tutor::engine
