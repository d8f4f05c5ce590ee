#include "library/text/escape.hpp"

#include "platform/text/ascii.hpp"

namespace library {

namespace {

bool is_markup(std::string_view text, std::size_t at) {
    const char sign = text[at];
    if (sign == '$' || sign == '*' || sign == '`') return true;
    if (sign == '<') return at + 1 < text.size() && (text::is_letter(text[at + 1]) || text[at + 1] == '/' || text[at + 1] == '!');
    return sign == '#' && at == 0;
}

}  // namespace

std::string escape_markdown(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_markup(text, at)) result += '\\';
        result += text[at];
    }
    return result;
}

}  // namespace library
