#pragma once
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>

// Looking into JSON of others: what is absent or of another type is simply not there.
namespace models::wire {

inline std::optional<boost::json::object> parse_object(std::string_view text) {
    boost::system::error_code error;
    auto value = boost::json::parse(text, error);
    if (error || !value.is_object()) return std::nullopt;
    return std::move(value.as_object());
}
inline const boost::json::object* object(const boost::json::object& in, std::string_view key) {
    const auto* found = in.if_contains(key);
    return found ? found->if_object() : nullptr;
}
inline const boost::json::array* array(const boost::json::object& in, std::string_view key) {
    const auto* found = in.if_contains(key);
    return found ? found->if_array() : nullptr;
}
inline std::string_view text(const boost::json::object& in, std::string_view key) {
    const auto* found = in.if_contains(key);
    const auto* string = found ? found->if_string() : nullptr;
    return string ? std::string_view(*string) : std::string_view();
}
inline std::optional<std::int64_t> integer(const boost::json::object& in, std::string_view key) {
    const auto* found = in.if_contains(key);
    if (!found || !found->is_number()) return std::nullopt;
    boost::system::error_code error;
    const auto number = found->to_number<std::int64_t>(error);
    return error ? std::nullopt : std::optional(number);
}
inline std::optional<double> real(const boost::json::object& in, std::string_view key) {
    const auto* found = in.if_contains(key);
    if (!found || !found->is_number()) return std::nullopt;
    return found->to_number<double>();
}

}  // namespace models::wire
