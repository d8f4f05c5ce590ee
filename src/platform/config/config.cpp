#include "platform/config/config.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fstream>

#include "platform/config/toml_file.hpp"
#include "platform/error.hpp"

extern char** environ;

namespace config {

namespace {

template <class Number>
std::optional<Number> parse(const std::string& text) {
    Number number{};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

template <class Number>
auto setter(Number& place, Number least, Number most) {
    return [&place, least, most](const std::string& text) -> std::string {
        const auto number = parse<Number>(text);
        if (!number || *number < least || *number > most) return fmt::format("a number from {} to {}", least, most);
        place = *number;
        return "";
    };
}

std::string set_flag(bool& place, const std::string& text) {
    if (text == "1" || text == "true" || text == "yes" || text == "on")
        place = true;
    else if (text.empty() || text == "0" || text == "false" || text == "no" || text == "off")
        place = false;
    else
        return "1 or 0";
    return "";
}

// Levenshtein distance, for "did you mean".
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
            diagonal = above;
        }
    }
    return row[b.size()];
}

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

}  // namespace

void Settings::add(std::string name, std::string& place, std::string help, Secret secret) {
    add_entry({.name = std::move(name), .help = std::move(help), .secret = secret,
               .set = [&place](const std::string& text) { return place = text, std::string(); },
               .get = [&place] { return place; }});
}

void Settings::add(std::string name, bool& place, std::string help) {
    add_entry({.name = std::move(name), .help = std::move(help),
               .set = [&place](const std::string& text) { return set_flag(place, text); },
               .get = [&place] { return place ? "1" : "0"; }});
}

void Settings::add(std::string name, int& place, std::string help, int least, int most) {
    add_entry({.name = std::move(name), .help = std::move(help), .set = setter(place, least, most),
               .get = [&place] { return std::to_string(place); }});
}

void Settings::add(std::string name, std::size_t& place, std::string help, std::size_t least, std::size_t most) {
    add_entry({.name = std::move(name), .help = std::move(help), .set = setter(place, least, most),
               .get = [&place] { return std::to_string(place); }});
}

void Settings::add(std::string name, double& place, std::string help, double least, double most) {
    add_entry({.name = std::move(name), .help = std::move(help), .set = setter(place, least, most),
               .get = [&place] { return fmt::format("{}", place); }});
}

void Settings::add(std::string name, std::chrono::milliseconds& place, std::string help) {
    const auto set = [&place](const std::string& text) -> std::string {
        const auto number = parse<std::int64_t>(text);
        if (!number || *number < 0 || *number > 86'400'000) return "milliseconds from 0 to 86400000";
        place = std::chrono::milliseconds(*number);
        return "";
    };
    add_entry({.name = std::move(name), .help = std::move(help), .set = set, .get = [&place] { return std::to_string(place.count()); }});
}

void Settings::add_entry(Entry entry) {
    entry.default_value = entry.get();
    entries_.push_back(std::move(entry));
}

void Settings::set(Entry& entry, const std::string& value, std::string source) {
    const auto expected = entry.set(value);
    if (!expected.empty()) {
        const std::string found = entry.secret == Secret::yes ? "something else" : "'" + value + "'";
        throw Error(ErrorCode::invalid, fmt::format("{} ({}): expected {}, found {}", entry.name, source, expected, found));
    }
    entry.source = std::move(source);
}

Settings::Entry* Settings::find(std::string_view name) {
    const auto found = std::ranges::find(entries_, name, &Entry::name);
    return found == entries_.end() ? nullptr : &*found;
}

std::string Settings::nearest(std::string_view name) const {
    const auto closer = [&](const Entry& a, const Entry& b) { return distance(a.name, name) < distance(b.name, name); };
    const auto best = std::ranges::min_element(entries_, closer);
    return best == entries_.end() ? "" : best->name;
}

void Settings::load(const std::map<std::string, std::string>& environment, const std::string& toml_path) {
    const auto unknown = [&](const std::string& name, const std::string& where) {
        return Error(ErrorCode::invalid, fmt::format("{}: unknown setting {}; did you mean {}?", where, name, nearest(name)));
    };
    for (const auto& [key, value] : read_toml(toml_path)) {
        Entry* entry = find(upper(key));
        if (!entry) throw unknown(upper(key), toml_path);
        set(*entry, value, toml_path);
    }
    for (const auto& [name, value] : environment) {
        if (Entry* entry = find(name))
            set(*entry, value, "environment");
        else if (name.starts_with("OT_") && distance(nearest(name), name) <= 2)
            throw unknown(name, "environment");
    }
}

std::string Settings::effective() const {
    std::string out;
    for (const Entry& entry : entries_) {
        const std::string value = entry.get();
        const bool hide = entry.secret == Secret::yes && !value.empty();
        out += fmt::format("{} = {}  # {}\n", entry.name, hide ? "***" : value, entry.source);
    }
    return out;
}

std::string Settings::markdown() const {
    std::string out = "| setting | default | what it does |\n|---|---|---|\n";
    for (const Entry& entry : entries_)
        out += fmt::format("| `{}` | {} | {} |\n", entry.name, entry.default_value.empty() ? "" : "`" + entry.default_value + "`", entry.help);
    return out;
}

std::map<std::string, std::string> environment() {
    std::map<std::string, std::string> all;
    for (char** entry = environ; *entry; ++entry) {
        const std::string_view text = *entry;
        const auto equals = text.find('=');
        if (equals != std::string_view::npos) all.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return all;
}

}  // namespace config
