#include "library/import/markdown_math.hpp"

#include <algorithm>
#include <optional>

#include "library/text/words.hpp"

namespace library {

namespace {

constexpr std::size_t longest_formula = 60;  // lines; a lone "$$" must not swallow the rest of a book

std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

// "```" or "~~~" at the start of a line, as often as it stands there.
std::string_view fence_of(std::string_view line) {
    line.remove_prefix(indent_of(line));
    for (const char mark : {'`', '~'})
        if (const auto count = std::min(line.find_first_not_of(mark), line.size()); count >= 3) return line.substr(0, count);
    return {};
}

bool opens(std::string_view line) { return indent_of(line) < 4 && line.substr(indent_of(line)).starts_with("$$"); }
bool closes(std::string_view line) { return trimmed(line).ends_with("$$"); }

std::optional<std::size_t> end_of_formula(const std::vector<std::string_view>& lines, std::size_t first) {
    const auto opening = trimmed(lines[first]);
    if (opening.find("$$", 2) != std::string::npos) {
        if (opening.size() > 4 && opening.ends_with("$$")) return first;
        return std::nullopt;
    }
    for (std::size_t line = first + 1; line < lines.size() && line < first + longest_formula; ++line)
        if (closes(lines[line])) return line;
    return std::nullopt;
}

}  // namespace

ProtectedMath protect_math(const std::vector<std::string_view>& lines) {
    ProtectedMath result;
    std::string_view fence;
    for (std::size_t line = 0; line < lines.size(); ++line) {
        if (const auto mark = fence_of(lines[line]); !mark.empty()) {
            if (fence.empty()) fence = mark;
            else if (mark.starts_with(fence)) fence = {};
        }
        const auto end = fence.empty() && opens(lines[line]) ? end_of_formula(lines, line) : std::nullopt;
        if (!end) {
            result.source.append(lines[line]) += '\n';
            continue;
        }
        result.starts.insert(static_cast<int>(line) + 1);
        const std::string indent(indent_of(lines[line]), ' ');
        if (*end == line) result.source += indent + "***\n";
        else result.source += indent + "~~~~~math\n" + std::string(*end - line - 1, '\n') + indent + "~~~~~\n";
        line = *end;
    }
    return result;
}

}  // namespace library
