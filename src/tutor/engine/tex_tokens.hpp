#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "tutor/engine/markup.hpp"

namespace tutor::engine {

enum class TexKind { number, letter, command, symbol, space };

// `text` of a command is its name without the backslash; spaces of every kind are one token.
struct TexToken {
    TexKind kind = TexKind::symbol;
    std::string text;
    Range range;
};
std::vector<TexToken> tex_tokens(std::string_view tex);

// The words of `\mathrm{…}` and the like, the position after it; `at` is where the brace should be. Empty when there is none.
std::string_view braced(std::string_view tex, std::size_t at, std::size_t& after);

}  // namespace tutor::engine
