#include "library/import/chapters.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "library/import/markdown.hpp"

namespace library {

std::string title_from(const std::string& filename) {
    std::string title = std::filesystem::path(filename).stem().string();
    if (const auto first = title.find_first_not_of("0123456789-_. "); first != std::string::npos) title.erase(0, first);
    std::ranges::replace_if(title, [](char letter) { return letter == '-' || letter == '_'; }, ' ');
    if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 32);
    return title;
}

void append_chapter(Document& book, Document chapter, const std::string& filename) {
    auto& sections = chapter.sections;
    int least = 7;
    for (const auto& section : sections)
        if (section.level > 0) least = std::min(least, section.level);
    const auto tops = std::ranges::count_if(sections, [&](const Section& section) { return section.level == least; });
    const bool has_title = !sections.empty() && sections.front().level == least && tops == 1;
    const int shift = has_title ? 1 - least : 2 - least;
    for (auto& section : sections)
        if (section.level > 0) section.level = std::min(section.level + shift, 6);
    if (!has_title) {
        auto blocks = !sections.empty() && sections.front().level == 0 ? std::move(sections.front().blocks) : std::vector<Block>{};
        if (!sections.empty() && sections.front().level == 0) sections.erase(sections.begin());
        const auto title = chapter.title.empty() ? title_from(filename) : chapter.title;
        book.sections.push_back({.level = 1, .title = title, .anchor = slug(title), .blocks = std::move(blocks)});
    }
    std::ranges::move(sections, std::back_inserter(book.sections));
    if (book.format.empty()) book.format = chapter.format;
    else if (book.format != chapter.format) book.format = "mixed";
}

void append_part(Document& book, Document part) {
    auto& sections = part.sections;
    if (!sections.empty() && sections.front().level == 0 && !book.sections.empty()) {
        std::ranges::move(sections.front().blocks, std::back_inserter(book.sections.back().blocks));
        sections.erase(sections.begin());
    }
    std::ranges::move(sections, std::back_inserter(book.sections));
}

}  // namespace library
