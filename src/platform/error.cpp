#include "platform/error.hpp"

#include <array>

namespace {
struct Row {
    ErrorCode code;
    int status;
    std::string_view name;
};
constexpr std::array<Row, 13> table{{
    {ErrorCode::invalid, 400, "invalid"},
    {ErrorCode::unauthorized, 401, "unauthorized"},
    {ErrorCode::forbidden, 403, "forbidden"},
    {ErrorCode::not_found, 404, "not_found"},
    {ErrorCode::conflict, 409, "conflict"},
    {ErrorCode::too_large, 413, "too_large"},
    {ErrorCode::unsupported_type, 415, "unsupported_type"},
    {ErrorCode::refused, 422, "refused"},
    {ErrorCode::over_quota, 429, "over_quota"},
    {ErrorCode::internal, 500, "internal"},
    {ErrorCode::upstream, 502, "upstream"},
    {ErrorCode::unavailable, 503, "unavailable"},
    {ErrorCode::timeout, 504, "timeout"},
}};

const Row& row(ErrorCode code) { return table[static_cast<std::size_t>(code)]; }
}  // namespace

int http_status(ErrorCode code) { return row(code).status; }
std::string_view to_string(ErrorCode code) { return row(code).name; }
