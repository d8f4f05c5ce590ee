#pragma once
#include <chrono>

namespace library {

// What one file may cost its helper process.
inline constexpr unsigned long helper_memory = 448ul << 20;  // bytes of address space, libraries included
inline constexpr unsigned long helper_cpu_seconds = 120;
inline constexpr std::chrono::seconds helper_deadline{180};

// Exit codes.
inline constexpr int helper_misused = 64;
inline constexpr int helper_out_of_memory = 65;

}  // namespace library
