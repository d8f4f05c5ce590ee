#pragma once
#include <stop_token>
#include <string>

namespace admin {

// A file and its gzip form (RFC 1952). Blocking; throws Error(unavailable) when the disk does not take it, Error(invalid) when it is damaged; Error(unavailable) soon
// after it was asked to stop.
void pack(const std::string& from, const std::string& to, const std::stop_token& stop = {});
void unpack(const std::string& from, const std::string& to, const std::stop_token& stop = {});
std::string sha256_of_file(const std::string& path, const std::stop_token& stop = {});
void copy_file(const std::string& from, const std::string& to, const std::stop_token& stop = {});

}  // namespace admin
