#pragma once
#include <string>

namespace admin {

// A file and its gzip form (RFC 1952). Blocking; throws Error(unavailable) when the disk does not take it, Error(invalid) when it is damaged.
void pack(const std::string& from, const std::string& to);
void unpack(const std::string& from, const std::string& to);
std::string sha256_of_file(const std::string& path);

}  // namespace admin
