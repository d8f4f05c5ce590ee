#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace library {

// Markdown knows no display formulas: "- b" on a line of one would begin a list. Each `$$ … $$` that stands on lines of its
// own is therefore shown to the parser as a fenced block (or a rule, when it is one line) of as many lines.
struct ProtectedMath {
    std::string source;
    std::set<int> starts;  // first lines of formulas, counted from 1
};
ProtectedMath protect_math(const std::vector<std::string_view>& lines);

}  // namespace library
