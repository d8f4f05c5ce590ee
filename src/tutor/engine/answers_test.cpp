#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>

#include "tutor/engine/course_fixture.hpp"
#include "tutor/engine/ranking.hpp"

// The figures of the built-in engine on tests/answers/questions.json, and the bars they must clear. The confidence was fitted on the questions
// at even places; those at odd places are held out and reported apart.
namespace tutor::engine {
namespace {

struct Asked {
    std::string id, question;
    bool answerable = false;
    std::vector<std::string> quotes;
};

std::vector<Asked> read_questions() {
    std::ifstream file(std::string(OT_SOURCE_DIR) + "/tests/answers/questions.json");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    std::vector<Asked> asked;
    for (const auto& item : boost::json::parse(text).at("questions").as_array()) {
        Asked one{item.at("id").as_string().c_str(), item.at("question").as_string().c_str(), item.at("answerable").as_bool(), {}};
        if (const auto* gold = item.as_object().if_contains("gold"))
            for (const auto& quote : gold->as_array()) one.quotes.emplace_back(quote.at("quote").as_string());
        asked.push_back(std::move(one));
    }
    return asked;
}

// The importer may wrap a line where the author did not.
std::string one_space(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (const bool blank = c == ' ' || c == '\n'; !blank || (!out.empty() && out.back() != ' ')) out += blank ? ' ' : c;
    return out;
}

bool holds(const library::Passage& passage, const Asked& asked) {
    const auto text = one_space(passage.text);
    return std::ranges::any_of(asked.quotes, [&](const std::string& quote) { return text.contains(one_space(quote)); });
}

struct Figures {
    int answerable = 0, hits = 0, recalled = 0, citations = 0, good_citations = 0, unanswerable = 0, abstained = 0;
    static double share(int part, int whole) { return whole == 0 ? 1 : static_cast<double>(part) / whole; }
    double hit_rate() const { return share(hits, answerable); }
    double recall() const { return share(recalled, answerable); }
    double abstention() const { return share(abstained, unanswerable); }
    double precision() const { return share(good_citations, citations); }
    void print(std::string_view name) const {
        fmt::print("{:<10} answerable {:>3}: recall@5 {:.3f}, cited passage holds the answer {:.3f}, precision of citations {:.3f}; unanswerable {:>2}: abstains {:.3f}\n", name, answerable, recall(), hit_rate(),
                   precision(), unanswerable, abstention());
    }
};

void count(const Index& index, const Asked& asked, Figures& figures) {
    const auto found = answer(index, asked.question);
    if (!asked.answerable) {
        ++figures.unanswerable;
        figures.abstained += found.abstained;
        return;
    }
    ++figures.answerable;
    bool hit = false;
    for (const auto& sentence : found.sentences) {
        EXPECT_EQ(index.quote(sentence.cite), sentence.text) << asked.id;
        const bool good = holds(*index.passage(sentence.cite.passage), asked);
        ++figures.citations;
        figures.good_citations += good;
        hit = hit || good;
    }
    figures.hits += hit;
    auto ranked = rank_passages(rank(index.state(), read_question(index.state(), asked.question), 40), index.state());
    ranked.resize(std::min<std::size_t>(ranked.size(), 5));
    figures.recalled += std::ranges::any_of(ranked, [&](const auto& passage) { return holds(index.passages()[static_cast<std::size_t>(passage.first)], asked); });
}

TEST(Answers, ClearTheBarsOnTheShippedQuestions) {
    const auto& material = fixture::mechanics();
    const auto index = material.index();
    const auto questions = read_questions();
    ASSERT_GE(questions.size(), 100u);
    Figures all, fitted, held_out;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        const bool gold_exists = !questions[i].answerable || std::ranges::any_of(material.passages, [&](const auto& passage) { return holds(passage, questions[i]); });
        EXPECT_TRUE(gold_exists) << questions[i].id;
        count(index, questions[i], all);
        count(index, questions[i], i % 2 == 0 ? fitted : held_out);
    }
    all.print("all");
    fitted.print("fitted on");
    held_out.print("held out");
    EXPECT_GE(all.recall(), 0.85);
    EXPECT_GE(all.hit_rate(), 0.90);
    EXPECT_GE(all.abstention(), 0.90);
    EXPECT_GE(held_out.abstention(), 0.90);
}

TEST(Answers, ComeWithTheNearestSectionsWhenThereIsNone) {
    const auto index = fixture::mechanics().index();
    const auto found = answer(index, "Which engine does a rocket to Saturn need?");
    EXPECT_TRUE(found.abstained);
    EXPECT_TRUE(found.sentences.empty());
    EXPECT_FALSE(found.nearest.empty());
}

TEST(Answers, LeadWithoutTelling) {
    const auto index = fixture::mechanics().index();
    const auto found = answer(index, "What is inertia?");
    ASSERT_FALSE(found.abstained);
    const auto hinted = lead(index, "What is inertia?", found, Lead::hint);
    EXPECT_NE(hinted.find("____"), std::string::npos) << hinted;
    EXPECT_FALSE(lead(index, "What is inertia?", found, Lead::socratic).empty());
}

}  // namespace
}  // namespace tutor::engine
