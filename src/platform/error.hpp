#pragma once
#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

// The closed list of PLT-5. `http_status` and `to_string` are the one table from code to wire.
enum class ErrorCode {
    invalid,           // 400: the request does not fit; `pointer` says where
    unauthorized,      // 401
    forbidden,         // 403
    not_found,         // 404
    conflict,          // 409
    too_large,         // 413
    unsupported_type,  // 415
    refused,           // 422: moderation said no
    over_quota,        // 429: a rate limit or a cost cap; `retry_after` says when to come back
    internal,          // 500: a bug; the detail is never the exception's text
    upstream,          // 502: a remote system answered wrongly
    unavailable,       // 503: not now; try again
    timeout,           // 504: a deadline of the request passed
};

// Thrown where only the request or the job can end; caught by the router and the job runner only.
// `detail` is read by the person who gets the answer: no secrets, no internals.
class Error : public std::exception {
public:
    Error(ErrorCode code, std::string detail) : code(code), detail(std::move(detail)) {}

    Error&& at(std::string json_pointer) && {
        pointer = std::move(json_pointer);
        return std::move(*this);
    }
    Error&& retry_in(std::chrono::milliseconds wait) && {
        retry_after = wait;
        return std::move(*this);
    }
    const char* what() const noexcept override { return detail.c_str(); }

    ErrorCode code;
    std::string detail;
    std::string pointer;  // RFC 6901, "" for the whole body
    std::optional<std::chrono::milliseconds> retry_after;
};

int http_status(ErrorCode code);
std::string_view to_string(ErrorCode code);
