#include "platform/config/toml_file.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <sstream>
#include <toml++/toml.h>

#include "platform/error.hpp"

namespace config {

namespace {

std::string as_text(const toml::node& node, const std::string& path) {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* flag = node.as_boolean()) return flag->get() ? "1" : "0";
    if (node.is_integer() || node.is_floating_point()) {
        std::ostringstream out;
        node.visit([&](const auto& value) {
            if constexpr (toml::is_number<decltype(value)>) out << value.get();
        });
        return out.str();
    }
    throw Error(ErrorCode::invalid, fmt::format("{}:{}: expected a text, a number or a flag", path, node.source().begin.line));
}

}  // namespace

std::map<std::string, std::string> read_toml(const std::string& path) {
    std::map<std::string, std::string> values;
    if (path.empty() || !std::filesystem::exists(path)) return values;
    try {
        for (const auto& [key, node] : toml::parse_file(path)) values.emplace(key.str(), as_text(node, path));
    } catch (const toml::parse_error& error) {
        throw Error(ErrorCode::invalid, fmt::format("{}:{}:{}: {}", path, error.source().begin.line, error.source().begin.column, error.description()));
    }
    return values;
}

}  // namespace config
