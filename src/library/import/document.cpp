#include "library/import/document.hpp"

#include "library/text/utf8.hpp"

namespace library {

void repair_texts(Document& document) {
    const auto mend = [](std::string& text) { text = repair(text).text; };
    mend(document.title);
    mend(document.description);
    mend(document.language);
    for (auto& section : document.sections) {
        mend(section.title);
        mend(section.anchor);
        for (auto& block : section.blocks) mend(block.text);
    }
}

}  // namespace library
