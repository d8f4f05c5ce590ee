// What the built-in engine costs over 20,000 made-up passages of about 100 words: making its index, an answer, a lesson. CPU time of this
// process; prints one line a figure.
#include <fmt/format.h>
#include <sys/resource.h>

#include <cmath>
#include <random>

#include "bench/spent.hpp"
#include "tutor/engine/engine.hpp"

namespace {

using namespace tutor::engine;

constexpr int passages = 20'000, passages_per_node = 8, vocabulary = 20'000, questions = 100;

double cpu_ms() { return cpu_seconds() * 1e3; }

long peak_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

class Words {
public:
    std::string word() {
        const double rank = std::pow(vocabulary, std::uniform_real_distribution<double>(0, 1)(random_));  // frequencies fall as in a language
        return "w" + std::to_string(static_cast<int>(rank)) + "en";
    }
    std::string sentence() {
        std::string text = "The " + word() + " is a " + word();
        for (int i = 0; i < 8; ++i) text += " " + word();
        return text + ". ";
    }

private:
    std::mt19937 random_{11};
};

struct Course {
    std::vector<library::Node> nodes;
    std::vector<library::Passage> passages;
};

Course make_course(Words& words) {
    Course course;
    for (int i = 0; i < passages; ++i) {
        if (i % passages_per_node == 0) {
            library::Node node{.id = library::NodeId(std::to_string(i)), .title = words.word() + " " + words.word()};
            node.ordinal = static_cast<int>(course.nodes.size());
            course.nodes.push_back(std::move(node));
        }
        library::Passage passage{.id = library::PassageId("p" + std::to_string(i)), .node = course.nodes.back().id, .ordinal = i};
        for (int sentence = 0; sentence < 8; ++sentence) passage.text += words.sentence();
        course.passages.push_back(std::move(passage));
    }
    return course;
}

}  // namespace

int main() {
    Words words;
    auto course = make_course(words);
    const auto before = peak_mb();
    auto start = cpu_ms();
    const Index index({}, std::move(course.nodes), std::move(course.passages));
    fmt::print("index_20k_passages_ms {:.0f} memory_mb {}\n", cpu_ms() - start, peak_mb() - before);
    start = cpu_ms();
    for (int i = 0; i < questions; ++i) answer(index, "What is the " + words.word() + " " + words.word() + "?");
    fmt::print("answer_ms {:.1f}\n", (cpu_ms() - start) / questions);
    start = cpu_ms();
    for (int i = 0; i < questions; ++i)
        if (const auto made = plan(index, {"", index.nodes()[static_cast<std::size_t>(i)].id, std::nullopt})) lesson(index, *made, "seed");
    fmt::print("plan_and_lesson_ms {:.1f}\n", (cpu_ms() - start) / questions);
}
