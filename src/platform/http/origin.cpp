#include "platform/http/origin.hpp"

#include <algorithm>
#include <cctype>

#include "platform/error.hpp"

namespace http {

std::string origin_of(const Request& request, const std::string& public_url) {
    if (!public_url.empty()) return public_url;
    const auto host = request.header("host").value_or("");
    const auto plain = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || std::string_view(".-:[]").contains(c); };
    if (host.empty() || !std::ranges::all_of(host, plain)) throw Error(ErrorCode::invalid, "Host: expected a name or an address.");
    // Only a trusted proxy's word gets as far as here.
    const bool secure = request.header("x-forwarded-proto").value_or("") == "https";
    return std::string(secure ? "https" : "http") + "://" + std::string(host);
}

bool is_local_path(std::string_view path) {
    const auto odd = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\\' || c == 0x7f; };
    return path.starts_with('/') && !path.starts_with("//") && std::ranges::none_of(path, odd);
}

}  // namespace http
