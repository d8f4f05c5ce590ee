#include "platform/http/response_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>
#include <iterator>

#include "platform/json/json.hpp"

namespace http {

namespace {
std::string_view reason_of(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 206: return "Partial Content";
        case 301: return "Moved Permanently";
        case 302: return "Found";
        case 303: return "See Other";
        case 304: return "Not Modified";
        case 307: return "Temporary Redirect";
        case 308: return "Permanent Redirect";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 412: return "Precondition Failed";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 422: return "Unprocessable Content";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 501: return "Not Implemented";
        case 502: return "Bad Gateway";
        case 503: return "Service Unavailable";
        case 504: return "Gateway Timeout";
        case 505: return "HTTP Version Not Supported";
        default: return "Other";
    }
}

// The Date header changes once a second; formatting it for each answer would cost more than the rest of the head.
std::string_view date_line() {
    thread_local std::time_t written = 0;
    thread_local std::string line;
    const std::time_t now = std::time(nullptr);
    if (now != written) {
        written = now;
        std::tm parts{};
        gmtime_r(&now, &parts);
        std::array<char, 64> text;
        const auto size = std::strftime(text.data(), text.size(), "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
        line.assign(text.data(), size);
    }
    return line;
}

void append_number(std::string& out, std::size_t number) {
    std::array<char, 24> digits;
    out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

bool ends_line(char letter) { return letter == '\r' || letter == '\n' || letter == '\0'; }

void append_line_text(std::string& out, std::string_view text) {
    if (json::detail::is_plain_ascii(text)) out += text;
    else std::ranges::remove_copy_if(text, std::back_inserter(out), ends_line);
}

void append_status(std::string& out, int status) {
    if (status == 200) {
        out += "HTTP/1.1 200 OK\r\n";
        return;
    }
    out += "HTTP/1.1 ";
    append_number(out, static_cast<std::size_t>(status));
    out += ' ';
    out += reason_of(status);
    out += "\r\n";
}

void append_framing(std::string& out, const Response& response, const Framing& framing) {
    if (framing.body == Framing::Body::chunked) out += "Transfer-Encoding: chunked\r\n";
    if (framing.body == Framing::Body::sized) {
        out += "Content-Length: ";
        append_number(out, body_of(response).size());
        out += "\r\n";
    }
    if (!framing.keep_alive) out += "Connection: close\r\n";
    else if (!framing.http11) out += "Connection: keep-alive\r\n";
}
}  // namespace

std::string_view body_of(const Response& response) {
    return response.shared_body ? std::string_view(*response.shared_body) : std::string_view(response.body);
}

void append_head(std::string& out, const Response& response, const Framing& framing) {
    append_status(out, response.status);
    out += date_line();
    for (const Header& header : response.headers) {
        append_line_text(out, header.name);
        out += ": ";
        append_line_text(out, header.value);
        out += "\r\n";
    }
    append_framing(out, response, framing);
    out += "X-Content-Type-Options: nosniff\r\n\r\n";
}

void append_chunk(std::string& out, std::string_view piece) {
    if (piece.empty()) return;
    fmt::format_to(std::back_inserter(out), "{:x}\r\n", piece.size());
    out += piece;
    out += "\r\n";
}

}  // namespace http
