#include "admin/terminal/parameters.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace admin {

namespace {
[[noreturn]] void refuse(std::string_view name, std::string expected) {
    throw Error(ErrorCode::invalid, fmt::format("{}: expected {}", name, expected)).at(fmt::format("/parameters/{}", name));
}

std::int64_t number_of(const Parameter& parameter, const boost::json::value& given) {
    const auto* number = given.if_int64();
    if (!number || *number < parameter.least || *number > parameter.most)
        refuse(parameter.name, fmt::format("an integer from {} to {}", parameter.least, parameter.most));
    return *number;
}

std::string text_of(const Parameter& parameter, const boost::json::value& given) {
    const auto* text = given.if_string();
    const auto size = text ? static_cast<std::int64_t>(text->size()) : -1;
    if (size < parameter.least || size > parameter.most)
        refuse(parameter.name, fmt::format("a text of {} to {} bytes", parameter.least, parameter.most));
    return std::string(*text);
}

std::string choice_of(const Parameter& parameter, const boost::json::value& given) {
    const auto* text = given.if_string();
    if (!text || std::ranges::find(parameter.choices, std::string_view(*text)) == parameter.choices.end())
        refuse(parameter.name, fmt::format("one of {}", fmt::join(parameter.choices, ", ")));
    return std::string(*text);
}

boost::json::value fallback_of(const Parameter& parameter) {
    if (parameter.fallback.empty()) refuse(parameter.name, "a value");
    if (parameter.kind == ValueKind::text || parameter.kind == ValueKind::choice) return boost::json::string(parameter.fallback);
    std::int64_t number = 0;
    std::from_chars(parameter.fallback.data(), parameter.fallback.data() + parameter.fallback.size(), number);
    return number;
}

db::Value value_of(const Parameter& parameter, const boost::json::value& given, timing::Micros now) {
    switch (parameter.kind) {
        case ValueKind::days: return now - number_of(parameter, given) * timing::a_day;
        case ValueKind::integer: return number_of(parameter, given);
        case ValueKind::choice: return choice_of(parameter, given);
        case ValueKind::text: return text_of(parameter, given);
        default: throw std::logic_error("no parameter of a query is of this kind");
    }
}

void refuse_unknown(const NamedQuery& query, const boost::json::object& given) {
    for (const auto& member : given)
        if (std::ranges::find(query.parameters, std::string_view(member.key()), &Parameter::name) == query.parameters.end())
            refuse(std::string_view(member.key()).substr(0, 64), "no such parameter");
}
}  // namespace

std::vector<db::Value> values_of(const NamedQuery& query, const boost::json::object& given, timing::Micros now) {
    refuse_unknown(query, given);
    std::vector<db::Value> values;
    for (const Parameter& parameter : query.parameters) {
        const auto* found = given.if_contains(parameter.name);
        values.push_back(value_of(parameter, found ? *found : fallback_of(parameter), now));
    }
    return values;
}

}  // namespace admin
