#pragma once
#include <filesystem>
#include <functional>

#include "platform/http/http.hpp"

namespace http {

// Serves a built web client from memory: strong ETags, `assets/` immutable for a year, .br and .gz siblings by Accept-Encoding,
// unknown paths without an extension get index.html (the client's own routes), a strict Content-Security-Policy.
std::function<Response(const Request&)> static_site(const std::filesystem::path& directory);

}  // namespace http
