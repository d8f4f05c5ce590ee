#pragma once
#include <string>
#include <string_view>

#include "platform/http/http.hpp"

namespace http {

// How the end of an answer is told to the client.
struct Framing {
    enum class Body { sized, chunked, until_close, none } body = Body::sized;
    bool http11 = true;
    bool keep_alive = true;
};

// Appends status line and headers. Line breaks in header values are taken out: no value can add a header.
void append_head(std::string& out, const Response& response, const Framing& framing);
// One piece of a chunked answer; an empty piece is left out because it would end the answer.
void append_chunk(std::string& out, std::string_view piece);
inline constexpr std::string_view last_chunk = "0\r\n\r\n";

std::string_view body_of(const Response& response);

}  // namespace http
