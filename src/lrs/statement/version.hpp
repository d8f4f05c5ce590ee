#pragma once
#include <optional>
#include <string_view>

namespace lrs {

// The two editions of the specification that are served at once; each request says which one it speaks.
enum class Version { v1_0_3, v2_0_0 };

// xAPI 1.0.3, part 3, 3.3: "1.0" and every "1.0.x" mean 1.0.3; in the same way "2.0" and "2.0.x" mean 2.0.0.
std::optional<Version> version_named(std::string_view text);
std::string_view to_string(Version version);

}  // namespace lrs
