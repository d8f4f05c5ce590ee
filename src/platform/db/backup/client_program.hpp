#pragma once
#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace db::postgres {

// Runs one of PostgreSQL's client programs to its end, found on the PATH, with these variables over our environment: a password belongs
// there, not among the arguments, which everybody can read. Blocking; killed at the deadline. Throws Error(unavailable) with what it said last.
void run_client(const std::vector<std::string>& command, const std::map<std::string, std::string>& variables, std::chrono::seconds deadline);

}  // namespace db::postgres
