#include "lrs/json/raw.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/string.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "platform/json/json.hpp"

namespace lrs::raw {

namespace {
bool is_blank(char letter) { return letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r'; }

// How many of eight bytes stand before a quotation mark or a backslash. The top bit of a byte is set by a difference that goes below zero; what a borrow
// sets wrongly stands behind one that is right.
std::size_t before_mark(const char* eight) {
    constexpr std::uint64_t each = 0x0101'0101'0101'0101, top = each * 0x80;
    std::uint64_t word = 0;
    std::memcpy(&word, eight, sizeof word);
    if constexpr (std::endian::native == std::endian::big) word = std::byteswap(word);
    const auto quotes = word ^ each * '"', backslashes = word ^ each * '\\';
    return static_cast<std::size_t>(std::countr_zero((((quotes - each) & ~quotes) | ((backslashes - each) & ~backslashes)) & top)) / 8;
}

std::size_t next_mark(std::string_view text, std::size_t at) {
    while (at + 8 <= text.size()) {
        const auto before = before_mark(text.data() + at);
        at += before;
        if (before < 8) return at;
    }
    while (text[at] != '"' && text[at] != '\\') ++at;
    return at;
}

std::size_t string_end(std::string_view text, std::size_t at) {
    at = next_mark(text, at + 1);
    while (text[at] == '\\') at = next_mark(text, at + 2);
    return at + 1;
}

constexpr auto is_structure = [] {
    std::array<bool, 256> table{};
    for (const unsigned char letter : {'"', '{', '}', '[', ']'}) table[letter] = true;
    return table;
}();

std::size_t container_end(std::string_view text, std::size_t at) {
    int depth = 0;
    while (true) {
        while (!is_structure[static_cast<unsigned char>(text[at])]) ++at;
        switch (text[at]) {
            case '"': at = string_end(text, at); continue;
            case '{':
            case '[': ++depth; break;
            case '}':
            default: --depth; break;
        }
        ++at;
        if (depth == 0) return at;
    }
}

std::size_t value_end(std::string_view text, std::size_t at) {
    if (text[at] == '"') return string_end(text, at);
    if (text[at] == '{' || text[at] == '[') return container_end(text, at);
    return std::min(text.find_first_of(",]} \t\r\n", at), text.size());
}

// Steps over one container, from value to value.
class Walk {
public:
    explicit Walk(std::string_view container) : text_(container) { skip(); }
    bool done() const { return text_[at_] == '}' || text_[at_] == ']'; }
    std::string_view take() {
        const auto end = value_end(text_, at_);
        const auto value = text_.substr(at_, end - at_);
        at_ = end - 1;
        skip();
        return value;
    }
    // Over a comma or a colon, and blanks on both of its sides.
    void skip() {
        do ++at_;
        while (at_ < text_.size() && is_blank(text_[at_]));
    }
    void skip_separator() {
        if (text_[at_] == ',' || text_[at_] == ':') skip();
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
};
}  // namespace

std::string Name::text() const { return unquoted(quoted_); }

bool Name::operator==(std::string_view text) const {
    const auto written = quoted_.substr(1, quoted_.size() - 2);
    if (written.size() <= text.size()) return written == text && !written.contains('\\');
    return written.contains('\\') && Name::text() == text;  // an escape is longer than what it stands for
}

std::vector<Member> members(std::string_view object) {
    constexpr std::size_t usual = 12;
    std::vector<Member> found;
    found.reserve(usual);
    for (Walk walk(object); !walk.done(); walk.skip_separator()) {
        const Name name(walk.take());
        walk.skip_separator();
        found.push_back({name, walk.take()});
    }
    return found;
}

std::vector<std::string_view> items(std::string_view array) {
    std::vector<std::string_view> found;
    for (Walk walk(array); !walk.done(); walk.skip_separator()) found.push_back(walk.take());
    return found;
}

std::string_view find(const std::vector<Member>& members, std::string_view name) {
    const auto found = std::ranges::find_if(members, [name](const Member& member) { return member.name == name; });
    return found == members.end() ? std::string_view() : found->value;
}

std::string unquoted(std::string_view value) {
    if (value.find('\\') == value.npos) return std::string(value.substr(1, value.size() - 2));
    return std::string(boost::json::parse(value).as_string());
}

std::string quoted(std::string_view text) { return json::write(text); }

void ObjectWriter::begin_name() {
    if (!first_) out_ += ',';
    first_ = false;
}

std::string& ObjectWriter::begin(std::string_view name) {
    begin_name();
    return out_.append(quoted(name)).append(1, ':');
}

std::string& ObjectWriter::begin(const Name& name) {
    begin_name();
    return out_.append(name.quoted()).append(1, ':');
}

void ObjectWriter::add(std::string_view name, std::string_view value) { begin(name) += value; }
void ObjectWriter::add(const Name& name, std::string_view value) { begin(name) += value; }

}  // namespace lrs::raw
