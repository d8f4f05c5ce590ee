#pragma once
#include <chrono>

#include "platform/task.hpp"

namespace timing {

// Resumes after `span`, on the executor it began on, and not before: for who looks again and again, or paces what goes out.
Task<void> pause(std::chrono::milliseconds span);

}  // namespace timing
