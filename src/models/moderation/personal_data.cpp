#include "models/moderation/personal_data.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

namespace models {

namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool alnum(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }
bool mail_name(char c) { return alnum(c) || std::string_view("._%+-").contains(c); }
bool mail_host(char c) { return alnum(c) || c == '.' || c == '-'; }

struct Span {
    std::size_t begin, end;
    std::string_view label;
};

std::optional<Span> mail_around(std::string_view text, std::size_t sign) {
    std::size_t begin = sign;
    std::size_t end = sign + 1;
    while (begin > 0 && mail_name(text[begin - 1])) --begin;
    while (end < text.size() && mail_host(text[end])) ++end;
    while (end > sign + 1 && !alnum(text[end - 1])) --end;
    const auto host = text.substr(sign + 1, end - sign - 1);
    const auto dot = host.rfind('.');
    const bool whole = begin < sign && dot != std::string_view::npos && dot > 0 && host.size() - dot > 2 && !digit(host.back());
    if (!whole) return std::nullopt;
    return Span{begin, end, "[email]"};
}

// Digits in groups, with one or two separators between groups.
struct Number {
    std::size_t begin = 0, end = 0;
    bool plus = false, bracket = false;
    std::vector<std::string> groups;
    std::string separators;  // the first one after each group but the last
    std::string digits() const {
        std::string all;
        for (const auto& group : groups) all += group;
        return all;
    }
};

Number number_at(std::string_view text, std::size_t at) {
    Number out{.begin = at, .end = at};
    if (text[at] == '+') out.plus = true, ++at;
    if (at < text.size() && text[at] == '(') out.bracket = true, ++at;
    while (at < text.size() && digit(text[at])) {
        std::string group;
        while (at < text.size() && digit(text[at])) group += text[at++];
        out.groups.push_back(group);
        out.end = at;
        std::size_t next = at;
        while (next < text.size() && next < at + 2 && std::string_view(" -./()").contains(text[next])) ++next;
        if (next == at || next >= text.size() || !digit(text[next])) break;
        out.separators += text[at];
        at = next;
    }
    return out;
}

bool luhn(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int value = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
        sum += value;
    }
    return sum % 10 == 0;
}

bool is_card(const Number& number) {
    const auto digits = number.digits();
    const bool shaped = number.groups.size() == 1 || number.groups[0].size() == 4;
    const bool separated = number.separators.find_first_not_of(" -") == std::string::npos;
    return !number.plus && shaped && separated && digits.size() >= 13 && digits.size() <= 19 && digits[0] >= '3' && digits[0] <= '6' && luhn(digits);
}

bool grouped(const Number& number, std::initializer_list<std::size_t> sizes) {
    return std::ranges::equal(number.groups, sizes, [](const std::string& group, std::size_t size) { return group.size() == size; });
}

bool is_national(const Number& number, std::size_t digits) {
    const auto& first = number.groups[0];
    const bool separated = number.separators.find_first_not_of(" -/") == std::string::npos;
    return first[0] == '0' && first.size() >= 2 && number.groups.size() >= 2 && separated && digits >= 9 && digits <= 11;
}

bool named_before(std::string_view text, std::size_t begin) {
    std::string before(text.substr(begin > 24 ? begin - 24 : 0, std::min<std::size_t>(begin, 24)));
    std::ranges::transform(before, before.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    constexpr std::string_view names[] = {"phone", "call me", "tel:", "tel.", "mobile", "whatsapp", "text me", "my number", "my cell", "telefon"};
    return std::ranges::any_of(names, [&before](std::string_view name) { return before.contains(name); });
}

bool is_phone(const Number& number, std::string_view text) {
    const auto digits = number.digits().size();
    if (number.plus) return digits >= 8 && digits <= 15 && !number.separators.contains('.');
    // Groups with nothing but spaces between them are rows of a table more often than a number to call.
    const bool marked = number.separators.find_first_of("-.)") != std::string::npos;
    if (marked && (grouped(number, {3, 3, 4}) || (grouped(number, {1, 3, 3, 4}) && number.groups[0] == "1"))) return true;
    if (is_national(number, digits)) return true;
    return digits >= 7 && digits <= 15 && named_before(text, number.begin);
}

bool starts_number(std::string_view text, std::size_t at) {
    const char before = at > 0 ? text[at - 1] : ' ';
    const bool free = !alnum(before) && before != '.' && before != '-' && before != '+' && before != '(' && before != '_';
    return free && (digit(text[at]) || text[at] == '+' || text[at] == '(');
}

// A decimal fraction, an exponent or a unit is what follows a quantity.
bool ends_number(std::string_view text, std::size_t end) {
    if (end >= text.size()) return true;
    if (alnum(text[end])) return false;
    return !(text[end] == '.' && end + 1 < text.size() && digit(text[end + 1]));
}

std::string_view label_of(const Number& number, std::string_view text) {
    if (number.groups.empty() || !ends_number(text, number.end)) return {};
    if (is_card(number)) return "[card]";
    return is_phone(number, text) ? "[phone]" : "";
}

// Thousands are one number: "1 000 000" does not begin again at "000 000".
bool evenly_grouped(const Number& number) {
    return number.groups.size() > 1 && number.separators.find_first_not_of(number.separators[0]) == std::string::npos;
}

std::vector<Span> find_all(std::string_view text) {
    std::vector<Span> spans;
    const auto keep = [&spans](const Span& span) {
        if (spans.empty() || span.begin >= spans.back().end) spans.push_back(span);
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '@')
            if (const auto mail = mail_around(text, at)) keep(*mail);
        if (!starts_number(text, at)) continue;
        const auto number = number_at(text, at);
        const auto label = label_of(number, text);
        if (!label.empty()) keep({number.begin, number.end, label});
        if (!label.empty() || evenly_grouped(number)) at = number.end - 1;
    }
    return spans;
}

}  // namespace

std::string redact(std::string_view text) {
    std::string out;
    std::size_t done = 0;
    for (const auto& span : find_all(text)) {
        out += text.substr(done, span.begin - done);
        out += span.label;
        done = span.end;
    }
    return out += text.substr(done);
}

}  // namespace models
