#pragma once
#include <string>

#include "platform/http/http.hpp"

namespace http {

// Scheme and authority by which the caller's browser finds this server: `public_url` when the operator has set it, else as the request names it. Its Host is the
// caller's own word and may come back to the caller only. Throws Error(invalid) when that is no host.
std::string origin_of(const Request& request, const std::string& public_url);

// Whether a caller's word is the path of a page of this server, and no other server's address however it is written (//evil.example, /\evil.example).
bool is_local_path(std::string_view path);

}  // namespace http
