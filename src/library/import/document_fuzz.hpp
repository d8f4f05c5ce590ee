#pragma once
#include <cstdlib>

#include "library/import/document.hpp"
#include "platform/json/json.hpp"

namespace library {

// What every importer promises whatever it reads: well-formed text under headings of levels 0 to 6.
inline void check_document(const Document& document) {
    if (!json::is_utf8(document.title) || !json::is_utf8(document.description) || !json::is_utf8(document.language)) std::abort();
    for (const Section& section : document.sections) {
        if (section.level < 0 || section.level > 6 || !json::is_utf8(section.title) || !json::is_utf8(section.anchor)) std::abort();
        for (const Block& block : section.blocks)
            if (!json::is_utf8(block.text)) std::abort();
    }
}

}  // namespace library
