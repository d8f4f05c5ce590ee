#pragma once
#include <boost/json/fwd.hpp>
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <string>
#include <string_view>
#include <vector>

// JSON ↔ described structs. A struct with BOOST_DESCRIBE_STRUCT is an object whose keys are the member names;
// std::optional members may be absent or null; std::vector is an array; described enums are their names as strings;
// std::map<std::string, …> is an object of any keys; Id<…> is a string; boost::json::value, object and array are anything.
// A `_` at the end of a name is left out on the wire: `class_` is "class".
//
//   struct PlanRequest { std::string topic; std::optional<int> minutes; };
//   BOOST_DESCRIBE_STRUCT(PlanRequest, (), (topic, minutes))
//   template <> inline constexpr auto json::limits<PlanRequest> = std::array{json::text("topic", 1, 300), json::number("minutes", 3, 180)};
//
// `read` refuses what does not fit with Error(invalid): the JSON pointer, what was expected and what was found; unknown keys
// are ignored in requests (a client may be newer than the server); duplicate keys, broken UTF-8 and U+0000 are refused. Depth is bounded (64), so
// input of any shape costs bounded stack.
namespace json {

// A bound on one member of a struct: length in code points of a string, size of an array, or value of a number.
struct Limit {
    std::string_view member;
    double least;
    double most;
};
constexpr Limit text(std::string_view member, double least, double most) { return {member, least, most}; }
constexpr Limit number(std::string_view member, double least, double most) { return {member, least, most}; }
constexpr Limit items(std::string_view member, double least, double most) { return {member, least, most}; }

struct NoLimits {
    const Limit* begin() const { return nullptr; }
    const Limit* end() const { return nullptr; }
};
template <class T>
inline constexpr auto limits = NoLimits{};

template <class T>
T read(std::string_view text);
template <class T>
std::string write(const T& value);
// The JSON Schema (draft 2020-12, as OpenAPI 3.1 uses it) of T; nested described structs are inlined.
template <class T>
boost::json::value schema();
bool is_utf8(std::string_view text);
// The strings that stand under `members` of an object, in the order asked; what is absent or no string is left out.
std::vector<std::string> pick_texts(std::string_view text, const std::vector<std::string_view>& members);

}  // namespace json

#include "platform/json/json.inl"
