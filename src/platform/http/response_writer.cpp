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

bool ends_line(char letter) { return letter == '\r' || letter == '\n' || letter == '\0'; }

// Writes into room that is known to suffice: a head is made for every answer.
class HeadPen {
public:
    explicit HeadPen(char* at) : at_(at) {}
    char* at() const { return at_; }

    void copy(std::string_view text) { at_ += text.copy(at_, text.size()); }
    void number(std::size_t number) { at_ = std::to_chars(at_, at_ + most_digits, number).ptr; }
    void line_text(std::string_view text) {
        if (json::detail::is_plain_ascii(text)) copy(text);
        else at_ = std::ranges::remove_copy_if(text, at_, ends_line).out;
    }
    static constexpr std::size_t most_digits = 20;

private:
    char* at_;
};

constexpr std::size_t room_for_fixed_lines = 320;

std::size_t room_for(const Response& response) {
    std::size_t room = room_for_fixed_lines;
    for (const Header& header : response.headers) room += header.name.size() + header.value.size() + 4;
    return room;
}

void write_status(HeadPen& pen, int status) {
    if (status == 200) return pen.copy("HTTP/1.1 200 OK\r\n");
    pen.copy("HTTP/1.1 ");
    pen.number(static_cast<std::size_t>(status));
    pen.copy(" ");
    pen.copy(reason_of(status));
    pen.copy("\r\n");
}

void write_framing(HeadPen& pen, const Response& response, const Framing& framing) {
    if (framing.body == Framing::Body::chunked) pen.copy("Transfer-Encoding: chunked\r\n");
    if (framing.body == Framing::Body::sized) {
        pen.copy("Content-Length: ");
        pen.number(body_of(response).size());
        pen.copy("\r\n");
    }
    if (!framing.keep_alive) pen.copy("Connection: close\r\n");
    else if (!framing.http11) pen.copy("Connection: keep-alive\r\n");
}

void write_head(HeadPen& pen, const Response& response, const Framing& framing) {
    write_status(pen, response.status);
    pen.copy(date_line());
    for (const Header& header : response.headers) {
        pen.line_text(header.name);
        pen.copy(": ");
        pen.line_text(header.value);
        pen.copy("\r\n");
    }
    write_framing(pen, response, framing);
    pen.copy("X-Content-Type-Options: nosniff\r\n\r\n");
}
}  // namespace

std::string_view body_of(const Response& response) {
    return response.shared_body ? std::string_view(*response.shared_body) : std::string_view(response.body);
}

void append_head(std::string& out, const Response& response, const Framing& framing) {
    const std::size_t before = out.size();
    out.resize_and_overwrite(before + room_for(response), [&](char* begin, std::size_t) {
        HeadPen pen(begin + before);
        write_head(pen, response, framing);
        return static_cast<std::size_t>(pen.at() - begin);
    });
}

void append_chunk(std::string& out, std::string_view piece) {
    if (piece.empty()) return;
    fmt::format_to(std::back_inserter(out), "{:x}\r\n", piece.size());
    out += piece;
    out += "\r\n";
}

}  // namespace http
