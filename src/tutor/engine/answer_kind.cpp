#include "tutor/engine/answer_kind.hpp"

#include <algorithm>

#include "platform/text/ascii.hpp"
#include "tutor/engine/words.hpp"

namespace tutor::engine {

namespace {

// Four digits that may be a year, standing alone.
bool has_year(std::string_view text) {
    for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
        if (!std::ranges::all_of(text.substr(i, 4), text::is_digit)) continue;
        const bool alone = (i == 0 || !(text::is_digit(text[i - 1]) || text[i - 1] == '.')) && (i + 4 == text.size() || !text::is_digit(text[i + 4]));
        if (alone && (text[i] == '1' || text.substr(i, 2) == "20")) return true;
    }
    return false;
}

bool has_number(std::string_view text, const SentenceEntry& sentence) {
    return sentence.number_count > 0 || text::has_any(lower(text), {" two ", " three ", " four ", " five ", " six ", " seven ", " eight ", " nine ", " ten ", " half ", " twice ", " third ", " quarter ",
                                                             " hundred", " thousand", " million", " zero", " double"});
}

// A word with a capital that does not begin the sentence, or two that do.
bool has_name(std::string_view text) {
    int capitals = 0;
    bool word_start = true, first = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool upper = text[i] >= 'A' && text[i] <= 'Z';
        const bool long_word = i + 2 < text.size() && text[i + 1] >= 'a' && text[i + 1] <= 'z';
        if (word_start && upper && long_word) capitals += first ? 1 : 2;
        if (text[i] == ' ') first = false;
        word_start = text[i] == ' ' || text[i] == '(' || text[i] == '*';
    }
    return capitals >= 2;
}

}  // namespace

double has_kind(Asks asks, std::string_view text, const SentenceEntry& sentence) {
    switch (asks) {
        case Asks::person: return has_name(text) ? 1 : 0;
        case Asks::date: return has_year(text) ? 1 : has_number(text, sentence) ? 0.3 : 0;
        case Asks::number: return has_number(text, sentence) ? 1 : 0;
        case Asks::reason:
            if (text::has_any(text, {"because", "Because", "due to", "the reason", "caused by"})) return 1;
            return text::has_any(text, {"therefore", " since ", " so ", "cause", "reason", "the result of"}) ? 0.5 : 0;
        case Asks::place: return text::has_any(text, {" in ", " at ", " on ", " near "}) && has_name(text) ? 1 : 0.2;
        case Asks::comparison: return text::has_any(text, {"while", "but ", "whereas", "than ", "differ", "unlike", "both"}) ? 1 : 0;
        case Asks::manner: return text::has_any(text, {" by ", "using", "through", "with ", "follow"}) ? 0.5 : 0;
        case Asks::definition:
        case Asks::other: return 0;
    }
    return 0;
}

}  // namespace tutor::engine
