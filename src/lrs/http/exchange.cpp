#include "lrs/http/exchange.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "lrs/json/raw.hpp"
#include "lrs/statement/formats.hpp"
#include "platform/error.hpp"

namespace lrs {

namespace {
[[noreturn]] void refuse(std::string_view name, std::string_view expected) {
    throw Error(ErrorCode::invalid, fmt::format("the parameter {}: expected {} (xAPI part 2, 2.2, XAPI-00012)", name, expected));
}
}  // namespace

std::optional<std::string> Exchange::text(std::string_view name) const {
    const auto found = request.parameter(name);
    return found ? std::optional<std::string>(*found) : std::nullopt;
}

std::string Exchange::required(std::string_view name) const {
    auto found = text(name);
    if (!found || found->empty()) refuse(name, "a value");
    return std::move(*found);
}

std::optional<std::string> Exchange::iri(std::string_view name) const {
    auto found = text(name);
    if (found && !is_iri(*found)) refuse(name, "an IRI with a scheme");
    return found;
}

std::optional<std::string> Exchange::uuid(std::string_view name) const {
    const auto found = text(name);
    if (!found) return std::nullopt;
    if (!is_uuid(*found)) refuse(name, "a UUID");
    return lower_case(*found);
}

std::optional<NamedAgent> Exchange::agent(std::string_view name, Accept accept) const {
    const auto found = text(name);
    if (!found) return std::nullopt;
    return read_agent_parameter(name, *found, version, accept);
}

// Timestamps of parameters may come in either edition's form: a plus sign that was not escaped has become a blank.
std::optional<timing::Micros> Exchange::time(std::string_view name) const {
    auto found = text(name);
    if (!found) return std::nullopt;
    if (const auto blank = found->rfind(' '); blank != found->npos && blank > 10) (*found)[blank] = '+';
    const auto at = read_timestamp(*found, Version::v1_0_3);
    if (!at) refuse(name, "an ISO 8601 timestamp");
    return at;
}

bool Exchange::flag(std::string_view name) const {
    const auto found = text(name);
    if (found && *found != "true" && *found != "false") refuse(name, "true or false");
    return found == "true";
}

std::optional<std::string> Exchange::header(std::string_view name) const {
    const auto found = request.header(name);
    return found ? std::optional<std::string>(*found) : std::nullopt;
}

std::string Exchange::content_type() const {
    const auto type = request.header("content-type").value_or("");
    return lower_case(raw::trimmed(type.substr(0, type.find(';'))));
}

// XAPI-00324, XAPI-00325: a name in another case is another name.
void refuse_unknown_parameters(std::span<const std::string_view> known, const http::Request& request) {
    for (const auto& [name, value] : request.query)
        if (std::ranges::find(known, name) == known.end())
            throw Error(ErrorCode::invalid, fmt::format("the parameter {} is not known here (xAPI part 3, 3.2, XAPI-00324)", name));
}

std::string http_date(timing::Micros at) {
    using namespace std::chrono;
    const sys_seconds point{seconds{at / 1'000'000}};
    const auto day = floor<days>(point);
    const year_month_day date{day};
    const hh_mm_ss time{point - day};
    static constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", weekdays[weekday{day}.c_encoding()], unsigned(date.day()),
                       months[unsigned(date.month()) - 1], int(date.year()), time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace lrs
