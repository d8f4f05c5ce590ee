#include "models/calls/schema_check.hpp"

#include <algorithm>

#include "models/providers/wire.hpp"

namespace models {

namespace {

namespace json = boost::json;

bool has_type(std::string_view type, const json::value& value) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_bool();
    if (type == "null") return value.is_null();
    if (type == "integer") return value.is_int64() || value.is_uint64();
    if (type == "number") return value.is_number();
    return true;
}

bool has_some_type(const json::value& types, const json::value& value) {
    if (const auto* one = types.if_string()) return has_type(*one, value);
    const auto* several = types.if_array();
    return !several || std::ranges::any_of(*several, [&](const json::value& one) { return one.is_string() && has_type(one.get_string(), value); });
}

bool has_required(const json::object& schema, const json::object& object) {
    const auto* required = wire::array(schema, "required");
    return !required || std::ranges::all_of(*required, [&](const json::value& key) { return key.is_string() && object.contains(key.get_string()); });
}

bool members_fit(const json::object& schema, const json::object& object) {
    const auto* properties = wire::object(schema, "properties");
    const auto* more = schema.if_contains("additionalProperties");
    const bool closed = more && more->is_bool() && !more->get_bool();
    return std::ranges::all_of(object, [&](const auto& member) {
        const auto* rule = properties ? wire::object(*properties, member.key()) : nullptr;
        return rule ? fits(*rule, member.value()) : !closed;
    });
}

bool items_fit(const json::object& schema, const json::array& array) {
    const auto* rule = wire::object(schema, "items");
    return !rule || std::ranges::all_of(array, [rule](const json::value& one) { return fits(*rule, one); });
}

}  // namespace

std::string_view without_fence(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || !text.substr(first).starts_with("```")) return text;
    const auto begin = text.find('\n', first);
    const auto end = text.rfind("```");
    return begin == std::string_view::npos || end <= begin ? text : text.substr(begin + 1, end - begin - 1);
}

bool fits(const json::object& schema, const json::value& value) {
    if (const auto* types = schema.if_contains("type"); types && !has_some_type(*types, value)) return false;
    if (const auto* choices = wire::array(schema, "enum"); choices && std::ranges::find(*choices, value) == choices->end()) return false;
    if (const auto* only = schema.if_contains("const"); only && *only != value) return false;
    if (const auto* object = value.if_object()) return has_required(schema, *object) && members_fit(schema, *object);
    if (const auto* array = value.if_array()) return items_fit(schema, *array);
    return true;
}

}  // namespace models
