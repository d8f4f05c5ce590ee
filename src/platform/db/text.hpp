#pragma once
#include <string_view>

#include "platform/error.hpp"

namespace db {

// A column of text holds anything but this: PostgreSQL cannot keep it, so SQLite is not asked to. Error(invalid).
inline void refuse_nul(std::string_view text) {
    if (text.find('\0') != text.npos) throw Error(ErrorCode::invalid, "A text holds a NUL character.");
}

}  // namespace db
