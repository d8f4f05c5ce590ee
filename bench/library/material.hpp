#pragma once
#include <random>
#include <string>
#include <vector>

#include "library/library.hpp"

// Made-up course material of any size, the same in every run.
namespace library_bench {

// Words whose frequencies fall as those of a language do (Zipf), from a vocabulary of 30,000.
class Words {
public:
    Words();
    std::string next() { return word(pick_(random_)); }
    // A content word: as people search, neither the most nor the least frequent ones.
    std::string content() { return word(50 + std::min<std::size_t>(pick_(random_) * 3, vocabulary - 51)); }
    std::string sentence(int words);
    // One to five content words.
    std::string query(int number);

private:
    static constexpr std::size_t vocabulary = 30'000;
    static std::string word(std::size_t rank);
    std::discrete_distribution<std::size_t> pick_;
    std::mt19937 random_{7};
};

// A PDF with an outline, running heads, chapters and sections; 44 lines a page.
std::string make_book(Words& words, int pages);
// Markdown chapters of 1,000 passages of about 100 words each.
std::vector<library::Upload> make_chapters(Words& words, int chapters);

}  // namespace library_bench
