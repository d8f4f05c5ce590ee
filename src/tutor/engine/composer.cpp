#include "tutor/engine/composer.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "tutor/engine/beats.hpp"
#include "tutor/engine/key_sentences.hpp"
#include "tutor/engine/quiz.hpp"

namespace tutor::engine {

namespace {

// Beats with what decides which of them go when the lesson is too long.
struct Draft {
    Beat beat;
    double weight = 0;
    int of = -1;        // the draft that must stay for this one to make sense
    bool tied = false;  // and the other way round: both stay or both go
};

using Maker = std::optional<Check> (*)(const Index&, int, Random&);

class Composer {
public:
    Composer(const Index& index, const Scope& scope, std::string_view seed) : index_(index), state_(index.state()), scope_(scope), seed_(seed) {}

    std::vector<Beat> compose(int most) {
        for (const auto& section : scope_.sections) add_section(section);
        add_recap();
        trim_to(most);
        return number_checks();
    }

private:
    int add(Beat beat, double weight, int of = -1) {
        // What a beat leans on stays as long as it does.
        if (of >= 0) drafts_[at(of)].weight = std::max(drafts_[at(of)].weight, weight);
        drafts_.push_back({std::move(beat), weight, of});
        return static_cast<int>(drafts_.size()) - 1;
    }

    bool several() const { return scope_.sections.size() > 1; }

    // A lesson over a chapter has its aims in the plan and its room for the matter.
    double opening_weight() const { return several() && !drafts_.empty() ? 1.5 : 10; }
    // A sentence that ends in "…:" is nothing without its formula.
    void add_formula(Beat beat, int sentence, int said) {
        const bool announced = state_.text(state_.sentences[at(sentence)]).contains("$$");
        const int formula = add(std::move(beat), 3, said);
        drafts_[at(formula)].tied = announced;
    }
    double weight_of(const Draft& draft) const { return draft.tied && draft.of >= 0 ? drafts_[at(draft.of)].weight : draft.weight; }

    void add_section(const Section& section) {
        if (!drafts_.empty()) add({"", Pause{700}}, 1);
        const auto title = section.node < 0 ? std::string(state_.course.title) : state_.nodes[at(section.node)].title;
        open_section(section, title);
        const auto keys = key_sentences(state_, section, several() ? 3 : 8);
        keys_.insert(keys_.end(), keys.begin(), keys.end());
        auto key = keys.begin();
        for (const int passage : section.passages) {
            std::vector<KeySentence> here;
            while (key != keys.end() && state_.sentences[at(key->sentence)].passage == passage) here.push_back(*key++);
            add_text(here, title);
            add_whole(passage);
        }
        if (!checked_in_section_) add_section_check();
    }

    // The aim in the author's words, or only the heading.
    void open_section(const Section& section, const std::string& title) {
        checked_in_section_ = false;
        said_in_section_.clear();
        for (const int passage : section.passages) {
            const auto& entry = state_.passage_entries[at(passage)];
            for (int i = entry.first_sentence; i < entry.last_sentence; ++i)
                if (!aim_of(state_.text(state_.sentences[at(i)])).empty()) {
                    add({title, say_sentences(state_, {i}, "")}, opening_weight());
                    return;
                }
        }
        if (!title.empty()) add({title, say_phrase("This part is about “" + title + "”.")}, opening_weight());
    }

    void add_text(const std::vector<KeySentence>& here, const std::string& title) {
        if (here.empty()) return;
        std::vector<int> sentences;
        double weight = 0;
        for (const auto& key : here) {
            sentences.push_back(key.sentence);
            weight = std::max(weight, key.weight);
        }
        const int said = add({heading_of(here, title), say_sentences(state_, sentences, "")}, 2 + weight);
        for (const int sentence : sentences) {
            said_in_section_.push_back({sentence, said});
            for (auto& formula : formulas(state_, sentence)) add_formula(std::move(formula), sentence, said);
        }
        add_pictures(state_.sentences[at(sentences.front())].passage, said);
        // A question after every second stretch of text, so that telling and asking take turns.
        if (said_in_section_.size() >= 3 && !several() && !checked_in_section_) add_section_check();
    }

    std::string heading_of(const std::vector<KeySentence>& here, const std::string& title) const {
        for (const auto& key : here)
            if (const auto& definition = state_.sentences[at(key.sentence)].definition; definition && definition->strength >= 2) return upper_first(definition->term);
        return title;
    }

    void add_pictures(int passage, int said) {
        for (auto& figure : figures(state_, passage)) add(std::move(figure), 3, said);
    }

    void add_whole(int passage) {
        const auto& source = state_.passages[at(passage)];
        if (!shown_whole(source)) return;
        if (source.kind == library::Kind::example || source.text.starts_with("**Example")) {
            if (several() && shown_examples_ >= 2) return;
            const int shown = add({example_title(source.text), show_passage(state_, passage)}, example_weight());
            ++shown_examples_;
            add_pictures(passage, shown);
            add_check(make_numeric, passage, shown, example_weight());
        } else {
            const int shown = add({"", show_passage(state_, passage)}, 1.9);
            add_pictures(passage, shown);
            add_check(make_steps, passage, shown, 3.2);
        }
    }

    // The first examples teach more than the fifth.
    double example_weight() const { return (several() ? 4.0 : 2.4) - 0.3 * shown_examples_; }

    // The first form that the section's sentences allow; forms take turns from check to check.
    void add_section_check() {
        static constexpr std::array<Maker, 3> makers{make_choice, make_cloze, make_truefalse};
        for (std::size_t i = 0; i < makers.size(); ++i)
            for (const auto& [sentence, said] : said_in_section_)
                if (!asked_.contains(sentence) && add_check(makers[(turn_ + i) % makers.size()], sentence, said, 5)) {
                    asked_.insert(sentence);
                    ++turn_;
                    said_in_section_.clear();
                    return;
                }
    }

    // Whether there is a check must not hang on the lesson's seed, for the plan has promised it.
    bool add_check(Maker make, int subject, int of, double weight) {
        Random fixed("plan");
        auto promised = make(index_, subject, fixed);
        if (!promised) return false;
        Random random(seed_ + "/" + std::to_string(drafts_.size()));
        auto check = make(index_, subject, random);
        add({"Your turn", check ? std::move(*check) : std::move(*promised)}, weight, of);
        checked_in_section_ = true;
        return true;
    }

    // The strongest sentences once more, in reading order.
    void add_recap() {
        auto best = keys_;
        std::ranges::sort(best, [](const KeySentence& a, const KeySentence& b) { return a.weight != b.weight ? a.weight > b.weight : a.sentence < b.sentence; });
        if (best.size() < 2) return;
        best.resize(std::min<std::size_t>(best.size(), several() ? 4 : 3));
        std::vector<int> sentences;
        for (const auto& key : best) sentences.push_back(key.sentence);
        std::ranges::sort(sentences);
        add({"To sum up", say_sentences(state_, sentences, "To sum up: ", Announced::left_out)}, 10);
    }

    void trim_to(int most) {
        while (static_cast<int>(drafts_.size()) > most) {
            const auto weakest = std::ranges::min_element(drafts_, {}, [&](const Draft& draft) { return weight_of(draft); });
            if (weight_of(*weakest) >= 9) break;
            drop(static_cast<int>(weakest - drafts_.begin()));
        }
    }

    void drop(int number) {
        drafts_.erase(drafts_.begin() + number);
        for (int i = static_cast<int>(drafts_.size()) - 1; i >= 0; --i) {
            auto& draft = drafts_[at(i)];
            if (draft.of > number) --draft.of;
            else if (draft.of == number) draft.weight = -1, draft.of = -1;
        }
        for (int i = static_cast<int>(drafts_.size()) - 1; i >= 0; --i)
            if (i < static_cast<int>(drafts_.size()) && drafts_[at(i)].weight < 0) return drop(i);
    }

    std::vector<Beat> number_checks() {
        std::vector<Beat> beats;
        int checks = 0;
        for (auto& draft : drafts_) {
            if (auto* check = std::get_if<Check>(&draft.beat.body)) check->id = "check-" + std::to_string(++checks);
            beats.push_back(std::move(draft.beat));
        }
        return beats;
    }

    const Index& index_;
    const Index::State& state_;
    const Scope& scope_;
    std::string seed_;
    std::vector<Draft> drafts_;
    std::vector<KeySentence> keys_;
    std::vector<std::pair<int, int>> said_in_section_;  // sentence, draft
    std::set<int> asked_;
    std::size_t turn_ = 0;
    int shown_examples_ = 0;
    bool checked_in_section_ = false;
};

}  // namespace

std::vector<Beat> compose(const Index& index, const Scope& scope, std::string_view seed, int most) { return Composer(index, scope, seed).compose(most); }

}  // namespace tutor::engine
