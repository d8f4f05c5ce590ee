#include "material.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "library/pdf/pdf_fixture.hpp"

namespace library_bench {

namespace {

namespace pdf = library::pdf_fixture;

constexpr int pages_per_chapter = 20, pages_per_section = 4, lines_per_page = 44, passages_per_chapter = 1000;

pdf::Page make_page(Words& words, int number, std::vector<pdf::Bookmark>& bookmarks) {
    pdf::Page page;
    const int chapter = number / pages_per_chapter + 1;
    page.push_back({.y = 815, .size = 8, .text = fmt::format("A Long Book   {}", number)});
    if (number % pages_per_chapter == 1) {
        bookmarks.push_back({fmt::format("{} {}", chapter, words.sentence(3)), number});
        page.push_back({.y = 780, .size = 20, .bold = true, .text = bookmarks.back().title});
    }
    if (number % pages_per_section == 1) {
        const int section = number % pages_per_chapter / pages_per_section + 1;
        page.push_back({.y = 750, .size = 14, .bold = true, .text = fmt::format("{}.{} {}", chapter, section, words.sentence(4))});
    }
    std::vector<std::string> lines;
    for (int line = 0; line < lines_per_page; ++line) lines.push_back(words.sentence(11));
    add_lines(page, 725, lines);
    return page;
}

library::Upload make_chapter(Words& words, int number) {
    std::string text = fmt::format("# Chapter {}\n\n", number);
    for (int at = 0; at < passages_per_chapter; ++at) {
        if (at % 8 == 0) text += "## " + words.sentence(3) + "\n\n";
        for (int sentence = 0; sentence < 8; ++sentence) text += words.sentence(12) + ' ';
        text += "\n\n";
    }
    return {fmt::format("{:04}.md", number), std::move(text)};
}

}  // namespace

Words::Words() {
    std::vector<double> weights;
    for (std::size_t rank = 1; rank <= vocabulary; ++rank) weights.push_back(1.0 / std::pow(static_cast<double>(rank), 1.05));
    pick_ = std::discrete_distribution<std::size_t>(weights.begin(), weights.end());
}

std::string Words::word(std::size_t rank) {
    constexpr std::string_view first = "bcdfghklmnprstvw", second = "aeiou";
    std::string word;
    for (std::size_t left = rank + 1; left > 0; left /= 80) {
        word += first[left % 16];
        word += second[left / 16 % 5];
    }
    return word + "x";
}

std::string Words::sentence(int words) {
    std::string text = next();
    text[0] = static_cast<char>(text[0] - 32);
    for (int at = 1; at < words; ++at) text += ' ' + next();
    return text + '.';
}

std::string Words::query(int number) {
    std::string query = content();
    for (int word = 0; word < number % 5; ++word) query += ' ' + content();
    return query;
}

std::string make_book(Words& words, int pages) {
    std::vector<pdf::Page> made;
    std::vector<pdf::Bookmark> bookmarks;
    for (int number = 1; number <= pages; ++number) made.push_back(make_page(words, number, bookmarks));
    return pdf::make_pdf(made, bookmarks);
}

std::vector<library::Upload> make_chapters(Words& words, int chapters) {
    std::vector<library::Upload> files;
    for (int number = 1; number <= chapters; ++number) files.push_back(make_chapter(words, number));
    return files;
}

}  // namespace library_bench
