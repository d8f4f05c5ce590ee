#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "tutor/engine/units.hpp"

namespace tutor::engine {

// One unit without powers: a symbol with or without prefix ("km", "ms"), or its English name ("kilometres").
std::optional<Unit> named_unit(std::string_view name);

}  // namespace tutor::engine
