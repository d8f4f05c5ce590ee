#pragma once
#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>

#include <concepts>
#include <limits>
#include <map>
#include <optional>
#include <vector>

#include "platform/id.hpp"
#include "platform/json/document.hpp"
#include "platform/json/place.hpp"

namespace json::detail {

// What is known of one value before it is read: where it stands and what bounds it.
struct Spot {
    Place place;
    const Limit* limit = nullptr;
};

[[noreturn]] void mismatch(const Spot& spot, std::string_view expected, Node found);
[[noreturn]] void missing(const Place& object, std::string_view member);
bool read_boolean(Node node, const Spot& spot);
std::int64_t read_integer(Node node, const Spot& spot, std::int64_t least, std::int64_t most);
double read_number(Node node, const Spot& spot);
std::string read_text(Node node, const Spot& spot);
std::size_t read_size(Node array, const Spot& spot);
boost::json::value read_any(Node node);

void write_text(std::string& out, std::string_view text);
// True for what stands between quotation marks as it is: printable ASCII without quotation marks and backslashes.
bool is_plain_ascii(std::string_view text);
void write_key(std::string& out, std::string_view key);   // with the comma before it, unless it is the first
void write_name(std::string& out, std::string_view name);  // the same of a member, whose name is a word of C++
void write_integer(std::string& out, std::int64_t number);
void write_number(std::string& out, double number);
void write_any(std::string& out, const boost::json::value& value);

boost::json::value typed(std::string_view type);
void bound(boost::json::value& schema, const Limit* limit);
void add_property(boost::json::value& object, std::string_view name, boost::json::value schema, bool required);
boost::json::value object_schema();
boost::json::value array_schema(boost::json::value items);
boost::json::value map_schema(boost::json::value values);
boost::json::value enum_schema(const std::vector<std::string_view>& names);
const Limit* limit_of(const Limit* begin, const Limit* end, std::string_view member);

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_map = false;
template <class T, class Order>
inline constexpr bool is_map<std::map<std::string, T, Order>> = true;
template <class T>
inline constexpr bool is_id = false;
template <class Tag>
inline constexpr bool is_id<Id<Tag>> = true;
template <class T>
inline constexpr bool is_any =
    std::same_as<T, boost::json::value> || std::same_as<T, boost::json::object> || std::same_as<T, boost::json::array>;
template <class T>
concept DescribedEnum = boost::describe::has_describe_enumerators<T>::value;
template <class T>
concept DescribedStruct = boost::describe::has_describe_members<T>::value;
template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

// Names that C++ keeps for itself are written with a `_` behind: `class_` is "class".
constexpr std::string_view wire_name(std::string_view name) {
    return name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
}

template <class T>
const Limit* limit_of(std::string_view member) {
    const auto& all = limits<T>;
    return limit_of(&*std::begin(all), &*std::begin(all) + (std::end(all) - std::begin(all)), member);
}
template <class T>
    requires std::same_as<std::remove_cvref_t<decltype(limits<T>)>, NoLimits>
const Limit* limit_of(std::string_view) {
    return nullptr;
}

template <DescribedEnum T>
std::vector<std::string_view> names_of() {
    std::vector<std::string_view> names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
        [&](auto described) { names.push_back(wire_name(described.name)); });
    return names;
}

template <DescribedEnum T>
T enum_from(Node node, const Spot& spot) {
    const std::string name = read_text(node, {spot.place});
    std::optional<T> found;
    std::string expected = "one of";
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto described) {
        (expected += ' ') += wire_name(described.name);
        if (wire_name(described.name) == name) found = described.value;
    });
    if (!found) mismatch(spot, expected, node);
    return *found;
}

template <class T>
T from(Node node, const Spot& spot);

template <DescribedStruct T>
T struct_from(Node node, const Spot& spot) {
    if (node.kind() != Kind::object) mismatch(spot, "an object", node);
    T out{};
    Members members(node);
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto described) {
        using Member = std::remove_cvref_t<decltype(out.*described.pointer)>;
        constexpr auto name = wire_name(described.name);
        if (const auto found = members.find(name))
            out.*described.pointer = from<Member>(*found, {{&spot.place, name}, limit_of<T>(name)});
        else if constexpr (!is_optional<Member>)
            missing(spot.place, name);
    });
    return out;
}

template <class T>
std::vector<T> vector_from(Node node, const Spot& spot) {
    std::vector<T> out;
    out.reserve(read_size(node, spot));
    for (Cursor at(node); !at.done(); at.advance())
        out.push_back(from<T>(at.value(), {{&spot.place, {}, out.size()}}));
    return out;
}

template <class Map>
Map map_from(Node node, const Spot& spot) {
    if (node.kind() != Kind::object) mismatch(spot, "an object", node);
    Map out;
    for (Cursor at(node); !at.done(); at.advance())
        out.emplace(at.key(), from<typename Map::mapped_type>(at.value(), {{&spot.place, at.key()}}));
    return out;
}

template <class T>
T any_from(Node node, const Spot& spot) {
    auto value = read_any(node);
    if constexpr (std::same_as<T, boost::json::object>) {
        if (!value.is_object()) mismatch(spot, "an object", node);
        return std::move(value.as_object());
    } else if constexpr (std::same_as<T, boost::json::array>) {
        if (!value.is_array()) mismatch(spot, "an array", node);
        return std::move(value.as_array());
    } else {
        return value;
    }
}

template <class T>
T from(Node node, const Spot& spot) {
    using Range = std::numeric_limits<T>;
    if constexpr (std::same_as<T, bool>) return read_boolean(node, spot);
    else if constexpr (std::same_as<T, std::uint64_t>)
        return static_cast<T>(read_integer(node, spot, 0, std::numeric_limits<std::int64_t>::max()));
    else if constexpr (std::integral<T>) return static_cast<T>(read_integer(node, spot, Range::min(), Range::max()));
    else if constexpr (std::floating_point<T>) return static_cast<T>(read_number(node, spot));
    else if constexpr (std::same_as<T, std::string> || is_id<T>) return T(read_text(node, spot));
    else if constexpr (is_optional<T>) {
        if (node.kind() == Kind::null) return std::nullopt;
        return from<typename T::value_type>(node, spot);
    } else if constexpr (is_vector<T>) return vector_from<typename T::value_type>(node, spot);
    else if constexpr (is_map<T>) return map_from<T>(node, spot);
    else if constexpr (is_any<T>) return any_from<T>(node, spot);
    else if constexpr (DescribedEnum<T>) return enum_from<T>(node, spot);
    else return struct_from<T>(node, spot);
}

template <class T>
void to(std::string& out, const T& value);

template <DescribedStruct T>
void struct_to(std::string& out, const T& value) {
    out += '{';
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto described) {
        const auto& member = value.*described.pointer;
        if constexpr (is_optional<std::remove_cvref_t<decltype(member)>>)
            if (!member) return;
        write_name(out, wire_name(described.name));
        to(out, member);
    });
    out += '}';
}

template <class T>
void vector_to(std::string& out, const std::vector<T>& values) {
    out += '[';
    bool first = true;
    for (const T& value : values) {
        if (!first) out += ',';
        first = false;
        to<T>(out, value);
    }
    out += ']';
}

template <class Map>
void map_to(std::string& out, const Map& values) {
    out += '{';
    for (const auto& [key, value] : values) {
        write_key(out, key);
        to(out, value);
    }
    out += '}';
}

template <DescribedEnum T>
void enum_to(std::string& out, T value) {
    std::string_view name;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto described) {
        if (described.value == value) name = wire_name(described.name);
    });
    write_text(out, name);
}

template <class T>
void to(std::string& out, const T& value) {
    if constexpr (std::same_as<T, bool>) out += value ? "true" : "false";
    else if constexpr (std::integral<T>) write_integer(out, static_cast<std::int64_t>(value));
    else if constexpr (std::floating_point<T>) write_number(out, value);
    else if constexpr (std::convertible_to<const T&, std::string_view>) write_text(out, value);
    else if constexpr (is_id<T>) write_text(out, value.str());
    else if constexpr (is_optional<T>) {
        if (value) to(out, *value);
        else out += "null";
    } else if constexpr (is_vector<T>) vector_to(out, value);
    else if constexpr (is_map<T>) map_to(out, value);
    else if constexpr (is_any<T>) write_any(out, value);
    else if constexpr (DescribedEnum<T>) enum_to(out, value);
    else struct_to(out, value);
}

template <class T>
boost::json::value schema_of();

template <DescribedStruct T>
boost::json::value struct_schema() {
    auto object = object_schema();
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto described) {
        using Member = std::remove_cvref_t<decltype(std::declval<T&>().*described.pointer)>;
        constexpr auto name = wire_name(described.name);
        auto member = schema_of<Member>();
        bound(member, limit_of<T>(name));
        add_property(object, name, std::move(member), !is_optional<Member>);
    });
    return object;
}

template <class T>
boost::json::value schema_of() {
    if constexpr (std::same_as<T, bool>) return typed("boolean");
    else if constexpr (std::integral<T>) return typed("integer");
    else if constexpr (std::floating_point<T>) return typed("number");
    else if constexpr (std::same_as<T, std::string> || is_id<T>) return typed("string");
    else if constexpr (is_optional<T>) return schema_of<typename T::value_type>();
    else if constexpr (is_vector<T>) return array_schema(schema_of<typename T::value_type>());
    else if constexpr (is_map<T>) return map_schema(schema_of<typename T::mapped_type>());
    else if constexpr (std::same_as<T, boost::json::object>) return typed("object");
    else if constexpr (std::same_as<T, boost::json::array>) return typed("array");
    else if constexpr (std::same_as<T, boost::json::value>) return boost::json::object();
    else if constexpr (DescribedEnum<T>) return enum_schema(names_of<T>());
    else return struct_schema<T>();
}

}  // namespace json::detail

namespace json {

template <class T>
T read(std::string_view text) {
    const Document document(text);
    return detail::from<T>(document.root(), {});
}

template <class T>
std::string write(const T& value) {
    std::string out;
    out.reserve(256);
    detail::to(out, value);
    return out;
}

template <class T>
boost::json::value schema() {
    return detail::schema_of<T>();
}

}  // namespace json
