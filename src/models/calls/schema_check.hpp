#pragma once
#include <boost/json/object.hpp>
#include <string>
#include <string_view>

namespace models {

// The JSON inside a reply: some servers wrap it in a Markdown fence.
std::string_view without_fence(std::string_view text);
// Whether a value has the shape of a schema, by its keywords type, enum, const, required, properties, additionalProperties: false, items.
bool fits(const boost::json::object& schema, const boost::json::value& value);

}  // namespace models
