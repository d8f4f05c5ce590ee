#pragma once
#include <chrono>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace db::postgres {

// Runs one of PostgreSQL's client programs to its end, found on the PATH, with these variables over our environment: a password belongs
// there, not among the arguments, which everybody can read. Blocking; killed at the deadline and when it is to stop. Throws Error(unavailable) with what it said last.
void run_client(const std::vector<std::string>& command, const std::map<std::string, std::string>& variables, std::chrono::seconds deadline,
                const std::stop_token& stop = {});

}  // namespace db::postgres
