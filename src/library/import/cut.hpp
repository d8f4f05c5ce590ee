#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "library/material.hpp"

namespace library {

// Size in words; scripts without spaces and formulas count by their bytes.
int text_size(std::string_view text);
// Pieces of at most about `most` words: prose between sentences, lists between items, tables between rows with the head
// repeated, the rest between lines. A formula or a worked example stays whole unless it is many times longer.
std::vector<std::string> cut(Kind kind, std::string_view text, int most);
// Byte offsets behind each sentence; the last one is the text's size. Never inside `$…$`.
std::vector<std::size_t> sentence_ends(std::string_view text);

}  // namespace library
