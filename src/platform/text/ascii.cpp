#include "platform/text/ascii.hpp"

namespace text {

std::string lower_case(std::string_view text) {
    std::string changed(text);
    for (char& letter : changed) letter = lower(letter);
    return changed;
}

std::string_view trimmed(std::string_view text, std::string_view blanks) {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

std::string escape_html(std::string_view text) {
    std::string result;
    for (const char letter : text) {
        if (letter == '&') result += "&amp;";
        else if (letter == '<') result += "&lt;";
        else if (letter == '>') result += "&gt;";
        else if (letter == '"') result += "&quot;";
        else result += letter;
    }
    return result;
}

}  // namespace text
