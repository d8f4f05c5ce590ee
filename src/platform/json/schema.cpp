#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cmath>

#include "platform/json/json.hpp"

namespace json::detail {

namespace {
boost::json::value bound_value(double bound) {
    if (std::trunc(bound) == bound) return static_cast<std::int64_t>(bound);
    return bound;
}
}  // namespace

boost::json::value typed(std::string_view type) { return boost::json::object{{"type", type}}; }

void bound(boost::json::value& schema, const Limit* limit) {
    const auto type = limit ? schema.as_object().if_contains("type") : nullptr;
    if (!type) return;
    const std::string_view name = type->as_string();
    const bool text = name == "string", array = name == "array";
    schema.as_object()[text ? "minLength" : array ? "minItems" : "minimum"] = bound_value(limit->least);
    schema.as_object()[text ? "maxLength" : array ? "maxItems" : "maximum"] = bound_value(limit->most);
}

boost::json::value object_schema() {
    return boost::json::object{{"type", "object"}, {"properties", boost::json::object()}};
}

void add_property(boost::json::value& object, std::string_view name, boost::json::value schema, bool required) {
    auto& members = object.as_object();
    members["properties"].as_object()[name] = std::move(schema);
    if (!required) return;
    if (!members.contains("required")) members["required"] = boost::json::array();
    members["required"].as_array().emplace_back(name);
}

boost::json::value array_schema(boost::json::value items) {
    return boost::json::object{{"type", "array"}, {"items", std::move(items)}};
}

boost::json::value map_schema(boost::json::value values) {
    return boost::json::object{{"type", "object"}, {"additionalProperties", std::move(values)}};
}

boost::json::value enum_schema(const std::vector<std::string_view>& names) {
    boost::json::array values;
    for (const auto name : names) values.emplace_back(name);
    return boost::json::object{{"type", "string"}, {"enum", std::move(values)}};
}

}  // namespace json::detail
