#pragma once
// Conversions of arguments to column values; included by database.hpp only.

namespace db {

namespace detail {
template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
concept has_str = requires(const T& value) {
    { value.str() } -> std::convertible_to<const std::string&>;
};
}  // namespace detail

template <class T>
Value to_value(T&& value) {
    using Plain = std::remove_cvref_t<T>;
    if constexpr (std::is_same_v<Plain, Value>)
        return std::forward<T>(value);
    else if constexpr (std::is_same_v<Plain, std::nullopt_t> || std::is_same_v<Plain, std::monostate>)
        return std::monostate{};
    else if constexpr (detail::is_optional<Plain>::value)
        return value ? to_value(*value) : Value(std::monostate{});
    else if constexpr (std::is_integral_v<Plain>)
        return static_cast<std::int64_t>(value);
    else if constexpr (std::is_floating_point_v<Plain>)
        return static_cast<double>(value);
    else if constexpr (std::is_same_v<Plain, Bytes>)
        return std::forward<T>(value);
    else if constexpr (detail::has_str<Plain>)
        return value.str();
    else
        return std::string(std::string_view(value));
}

inline View to_view(std::int32_t value) { return std::int64_t{value}; }
inline View to_view(std::int64_t value) { return value; }
inline View to_view(double value) { return value; }
inline View to_view(std::string_view value) { return value; }
inline View to_view(const Bytes& value) { return std::span<const std::byte>(value); }
template <class T>
View to_view(const std::optional<T>& value) {
    return value ? to_view(*value) : View(std::monostate{});
}

}  // namespace db
