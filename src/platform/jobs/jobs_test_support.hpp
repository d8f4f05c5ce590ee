#pragma once
#include "platform/clock/clock.hpp"
#include "platform/id.hpp"

namespace jobs {

inline const OrgId org("o"), home("h");
constexpr timing::Micros minute = 60'000'000;

}  // namespace jobs
