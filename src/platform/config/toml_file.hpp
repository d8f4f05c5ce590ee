#pragma once
#include <map>
#include <string>

namespace config {

// The top-level keys of a TOML file with their values as text; an absent file has none. Throws Error(invalid) with line and column.
std::map<std::string, std::string> read_toml(const std::string& path);

}  // namespace config
