#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tutor/engine/index.hpp"

namespace tutor::engine {

enum class Asks { other, definition, person, date, number, reason, manner, place, comparison };

struct QueryWord {
    std::string text;  // as typed
    Stem stem = unknown_stem;
    double weight = 0;  // idf
    bool name = false;  // a capital inside the sentence
    bool number = false;
    std::vector<std::pair<Stem, double>> related;  // same family or a slip of the pen, with credit below 1
};

// Words [first, last) of the question may be met by this phrase instead.
struct Substitute {
    int first = 0, last = 0;
    std::vector<Stem> phrase;
};

struct Question {
    Asks asks = Asks::other;
    std::vector<QueryWord> words;      // content words in order, each once
    std::vector<Stem> focus;           // of "What is X?": the stems of X
    std::vector<Substitute> substitutes;
    std::vector<std::vector<Stem>> focus_substitutes;
    double total = 0;                  // of the weights
    double unknown = 0;                // share of the weights on words the course never uses
};
Question read_question(const Index::State& state, std::string_view text);

}  // namespace tutor::engine
