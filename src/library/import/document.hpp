#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "library/material.hpp"

// What every importer makes of a file: headings and the blocks below them, in reading order.
namespace library {

struct Block {
    Kind kind = Kind::text;
    std::string text;  // Markdown with TeX between $…$ and $$…$$
    std::optional<int> page;
};

// A heading and what stands before the next one. Text before the first heading has level 0 and no title.
struct Section {
    int level = 0;
    std::string title;
    std::string anchor;
    std::optional<int> page;
    std::vector<Block> blocks;
};

struct Document {
    std::string title, description, language, format;
    std::optional<int> pages;
    std::vector<Section> sections;
    std::vector<Synonym> synonyms;
};

// Called now and then by long imports, on the importing thread.
using Report = std::function<void(int done, int total, std::string_view what)>;

std::size_t text_bytes(const Document& document);
// All its texts become well formed and lose their control characters: parsers of XML and HTML let broken bytes pass, and make some of references such as
// "&#xD800;".
void repair_texts(Document& document);

}  // namespace library
