#pragma once
#include <optional>
#include <string>
#include <string_view>

// Percent-encoding (RFC 3986, 2.1). Pure.
namespace text {

enum class Plus { stays, is_space };  // of queries and forms, where a plus sign is a space

// nullopt when a percent sign begins no escape. What comes out is any bytes.
std::optional<std::string> decode_percent(std::string_view text, Plus plus = Plus::stays);
// As people write addresses: a percent sign that begins no escape stays.
std::string decode_percent_leniently(std::string_view text);
// Escapes all but unreserved characters (RFC 3986, 2.3) and those of `kept`.
std::string encode_percent(std::string_view text, std::string_view kept = "");

}  // namespace text
