#include "lrs/credentials/scopes.hpp"

#include <algorithm>
#include <array>

#include "platform/error.hpp"

namespace lrs {

namespace {
constexpr std::array<std::string_view, 8> scope_names{"all",   "all/read", "statements/write", "statements/read", "statements/read/mine",
                                                      "state", "define",   "profile"};
}  // namespace

unsigned scope_named(std::string_view name) {
    const auto found = std::ranges::find(scope_names, name);
    return found == scope_names.end() ? 0 : 1u << (found - scope_names.begin());
}

unsigned scopes_named(const std::vector<std::string>& names) {
    unsigned scopes = 0;
    for (const auto& name : names) {
        const auto scope = scope_named(name);
        if (scope == 0) throw Error(ErrorCode::invalid, "scopes: " + join_scopes({scope_names.begin(), scope_names.end()}) + " expected").at("/scopes");
        scopes |= scope;
    }
    if (scopes == 0) throw Error(ErrorCode::invalid, "scopes: at least one expected").at("/scopes");
    return scopes;
}

std::vector<std::string> names_of(unsigned scopes) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < scope_names.size(); ++i)
        if ((scopes >> i & 1) != 0) names.emplace_back(scope_names[i]);
    return names;
}

std::string join_scopes(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : " ") + name;
    return text;
}

std::vector<std::string> split_scopes(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        if (end > 0) parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

}  // namespace lrs
