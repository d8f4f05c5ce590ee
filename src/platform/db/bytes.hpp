#pragma once
#include <string_view>

#include "platform/db/database.hpp"

// Text in columns of bytes.
namespace db {

inline void append(Bytes& bytes, std::string_view text) {
    const auto* begin = reinterpret_cast<const std::byte*>(text.data());
    bytes.insert(bytes.end(), begin, begin + text.size());
}

inline Bytes bytes_of(std::string_view text) {
    Bytes bytes;
    append(bytes, text);
    return bytes;
}

// Valid while `bytes` lives.
inline std::string_view text_of(const Bytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

}  // namespace db
