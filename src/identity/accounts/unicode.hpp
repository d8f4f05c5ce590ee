#pragma once
#include <unicode/unistr.h>

#include <string_view>

namespace identity {

inline icu::UnicodeString from_utf8(std::string_view text) { return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}); }

}  // namespace identity
