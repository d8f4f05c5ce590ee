#include "tutor/engine/question.hpp"

#include <algorithm>
#include <array>

#include "platform/text/ascii.hpp"
#include "tutor/engine/edit_distance.hpp"
#include "tutor/engine/words.hpp"

namespace tutor::engine {

namespace {

constexpr double name_factor = 1.4;  // a name says what a question is about more than its other words do

bool starts_any(std::string_view text, std::initializer_list<std::string_view> heads) {
    return std::ranges::any_of(heads, [&](std::string_view head) { return text.starts_with(head); });
}

Asks kind_of(std::string_view question) {
    const auto text = " " + lower(trim(question)) + " ";
    if (text::has_any(text, {" difference between ", " compare ", " differ from ", " versus ", " vs ", " distinguish "})) return Asks::comparison;
    if (text::has_any(text, {" who ", " whom ", " whose ", " which scientist", " which physicist", " which astronomer", " which astronaut", " which engineer", " which mathematician"}))
        return Asks::person;
    if (text::has_any(text, {" when did ", " when was ", " when were ", " what year ", " which year ", " what date ", " in what century ", " how old ", " what century "})) return Asks::date;
    if (text::has_any(text, {" how many ", " how much ", " how fast ", " how far ", " how long ", " how large ", " how big ", " how heavy ", " how high ", " how tall ", " how deep ", " how hot ",
                       " how often ", " what percentage ", " what fraction ", " what is the value ", " what value ", " by what factor ", " what number ", " how close ", " how strong "}))
        return Asks::number;
    if (text::has_any(text, {" why ", " what causes ", " for what reason ", " how come "})) return Asks::reason;
    if (starts_any(text, {" where "}) || text::has_any(text, {" where did ", " where is ", " where was ", " which city ", " which country "})) return Asks::place;
    if (starts_any(text, {" what is ", " what are ", " what's ", " define ", " what does ", " what do we mean ", " what was ", " explain what "})) return Asks::definition;
    if (text::has_any(text, {" how "})) return Asks::manner;
    return Asks::other;
}

// What "What is X?" asks about, as it is typed; empty when there is more to the question than X.
std::string_view focus_text(std::string_view question) {
    const auto small = lower(question);
    for (std::string_view head : {"what is meant by ", "what is the meaning of ", "what is the definition of ", "what does the term ", "what is ", "what are ", "what's ", "what was ", "define ",
                                  "what does ", "what do we mean by ", "explain what "}) {
        if (!small.starts_with(head)) continue;
        auto rest = trim(question.substr(head.size()));
        while (!rest.empty() && std::string_view("?.! ").contains(rest.back())) rest.remove_suffix(1);
        for (std::string_view tail : {" mean", " state", " say", " is", " are"})
            if (lower(rest).ends_with(tail)) rest.remove_suffix(tail.size());
        return rest;
    }
    return {};
}

std::size_t common_prefix(std::string_view a, std::string_view b) {
    return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

// gravit / graviti, weigh / weight, discov / discoveri: what a stemmer leaves apart.
double family(std::string_view a, std::string_view b) {
    const auto shared = common_prefix(a, b);
    const auto longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
    if (shared >= 5 && shared + 1 >= shorter && longer - shared <= 3) return 0.7;
    return 0;
}

std::vector<std::pair<Stem, double>> relatives(const Index::State& state, const std::string& stem, bool known) {
    std::vector<std::pair<Stem, double>> found;
    if (stem.size() < 5) return found;
    for (Stem other = 0; other < static_cast<Stem>(state.stem_text.size()); ++other) {
        const auto& text = state.stem_text[static_cast<std::size_t>(other)];
        if (text == stem || text.size() < 5 || text[0] != stem[0]) continue;
        auto credit = family(stem, text);
        if (credit == 0 && !known && stem.size() >= 6 && edit_distance(stem, text, 1) <= 1) credit = 0.8;
        if (credit > 0) found.emplace_back(other, credit);
    }
    return found;
}

class Reader {
public:
    Reader(const Index::State& state, std::string_view text) : state_(state), words_(state.course.language), text_(text) {}

    Question read() {
        question_.asks = kind_of(text_);
        for (const auto& token : words_.split(text_)) add_word(token);
        add_substitutes();
        if (question_.asks == Asks::definition) add_focus();
        for (const auto& word : question_.words) {
            question_.total += word.weight;
            if (word.stem == unknown_stem && word.related.empty() && !substituted(word)) question_.unknown += word.weight;
        }
        if (question_.total > 0) question_.unknown /= question_.total;
        return std::move(question_);
    }

private:
    void add_word(const Token& token) {
        const auto stem = state_.stem_id(token.stem);
        all_.push_back(stem);
        if (token.stop) return;
        const bool again = std::ranges::any_of(question_.words, [&](const QueryWord& word) { return word.text == token.range.of(text_) || (stem != unknown_stem && word.stem == stem); });
        if (again) return;
        QueryWord word{std::string(token.range.of(text_)), stem, 0, token.capital && token.range.begin > 0, token.number, {}};
        const bool used = stem != unknown_stem && state_.passages_with[static_cast<std::size_t>(stem)] > 0;
        if (!token.number) word.related = relatives(state_, token.stem, used);
        word.weight = weight(word) * (word.name ? name_factor : 1);
        question_.words.push_back(std::move(word));
    }

    // A word the course does not use counts as the rarest of its relatives that it does use.
    double weight(const QueryWord& word) const {
        double idf = state_.idf(word.stem);
        const bool used = word.stem != unknown_stem && state_.passages_with[static_cast<std::size_t>(word.stem)] > 0;
        if (!used && !word.related.empty()) idf = state_.idf(std::ranges::max(word.related, {}, &std::pair<Stem, double>::second).first);
        return idf;
    }

    void add_substitutes() {
        std::vector<Stem> stems;
        for (const auto& word : question_.words) stems.push_back(word.stem);
        for (int i = 0; i < static_cast<int>(stems.size()); ++i) {
            const auto found = state_.synonyms_by_first.find(stems[static_cast<std::size_t>(i)]);
            if (found == state_.synonyms_by_first.end()) continue;
            for (const int number : found->second) {
                const auto& synonym = state_.synonyms[static_cast<std::size_t>(number)];
                const auto last = i + static_cast<int>(synonym.phrase.size());
                if (last > static_cast<int>(stems.size()) || !std::equal(synonym.phrase.begin(), synonym.phrase.end(), stems.begin() + i)) continue;
                question_.substitutes.push_back({i, last, synonym.other});
            }
        }
    }

    bool substituted(const QueryWord& word) const {
        const auto at = static_cast<int>(&word - question_.words.data());
        return std::ranges::any_of(question_.substitutes, [&](const Substitute& other) { return other.first <= at && at < other.last; });
    }

    void add_focus() {
        for (const auto& token : words_.split(focus_text(text_)))
            if (!token.stop) question_.focus.push_back(state_.stem_id(token.stem));
        for (const auto& substitute : question_.substitutes)
            if (substitute.first == 0 && substitute.last == static_cast<int>(question_.words.size())) question_.focus_substitutes.push_back(substitute.phrase);
    }

    const Index::State& state_;
    Words words_;
    std::string_view text_;
    std::vector<Stem> all_;
    Question question_;
};

}  // namespace

Question read_question(const Index::State& state, std::string_view text) { return Reader(state, text).read(); }

}  // namespace tutor::engine
