#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct sb_stemmer;

// Words as the index sees them.
namespace library {

// Cuts text into words, folds case and accents, and takes the stem by the Snowball rules of a language. Remembers the stems
// of common words, so one stemmer for many texts is faster than many. Not for two threads at once; cheap to make.
class Stemmer {
public:
    // `language` is an ISO 639 code; an unknown one gets no stemming.
    explicit Stemmer(std::string_view language);
    std::vector<std::string> stems(std::string_view text);
    // Calls `found(stem, from, to)` with byte offsets into `text`; `stem` lasts until the call returns.
    template <class Found>
    void each(std::string_view text, Found found) {
        Word word;
        for (std::size_t at = 0; next(text, at, word);) found(stem(word.folded), word.from, word.to);
    }

private:
    struct Word {
        std::string folded;
        std::size_t from = 0, to = 0;
    };
    static bool next(std::string_view text, std::size_t& at, Word& word);
    std::string_view stem(const std::string& folded);
    std::string fresh_stem(const std::string& folded);

    struct Close {
        void operator()(sb_stemmer* stemmer) const;
    };
    std::unique_ptr<sb_stemmer, Close> stemmer_;
    std::unordered_map<std::string, std::string> known_;
};

int count_words(std::string_view text);
// Words that carry no meaning of their own ("what", "is", "the"), as stems.
bool is_stop_word(std::string_view stem);
std::string trimmed(std::string_view text);
std::vector<std::string_view> lines_of(std::string_view text);
std::string lower_ascii(std::string_view text);

}  // namespace library
