#pragma once
#include "platform/client/client.hpp"

namespace client {

// What `retry-after-ms` or `retry-after` asks for, when it is more than nothing and at most `longest`.
std::optional<std::chrono::milliseconds> retry_after(const Response& response, std::chrono::milliseconds longest = std::chrono::minutes(1));

}  // namespace client
