#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tutor/engine/markup.hpp"

struct sb_stemmer;

namespace tutor::engine {

struct Token {
    std::string stem;  // lower case, stemmed, accents gone
    Range range;
    bool stop = false;    // a word of grammar
    bool number = false;  // 9.8 or 1687
    bool capital = false;
};

// Cuts text into words and stems them, by language (BCP 47, "en" or "de-AT"; unknown ones are not stemmed). One thread at a time.
class Words {
public:
    explicit Words(std::string_view language);
    ~Words();
    Words(const Words&) = delete;
    Words& operator=(const Words&) = delete;

    // Words and numbers; TeX is skipped except its plain numbers.
    std::vector<Token> split(std::string_view markdown);
    std::string stem(std::string_view word);

private:
    sb_stemmer* stemmer_;
    bool english_;
    std::unordered_map<std::string, std::string> stems_;  // a text repeats its words
};

// Lower case without accents: how two words are compared when spelling is forgiven.
std::string fold(std::string_view text);
std::string lower(std::string_view text);

}  // namespace tutor::engine
