#include "lrs/statement/version.hpp"

#include <algorithm>

namespace lrs {

namespace {
bool is_number(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char letter) { return letter >= '0' && letter <= '9'; });
}

bool is_edition(std::string_view text, std::string_view minor) {
    if (!text.starts_with(minor)) return false;
    text.remove_prefix(minor.size());
    return text.empty() || (text.front() == '.' && is_number(text.substr(1)));
}
}  // namespace

std::optional<Version> version_named(std::string_view text) {
    if (is_edition(text, "1.0")) return Version::v1_0_3;
    if (is_edition(text, "2.0")) return Version::v2_0_0;
    return std::nullopt;
}

std::string_view to_string(Version version) { return version == Version::v1_0_3 ? "1.0.3" : "2.0.0"; }

}  // namespace lrs
