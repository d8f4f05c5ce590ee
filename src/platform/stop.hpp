#pragma once
#include <stop_token>

#include "platform/error.hpp"

// For long work that blocks, between its steps: throws Error(unavailable) once it was asked to stop.
inline void heed(const std::stop_token& stop) {
    if (stop.stop_requested()) throw Error(ErrorCode::unavailable, "It was stopped before its end.");
}
