#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "library/material.hpp"
#include "tutor/engine/check.hpp"

// The built-in engine (level L0): answers, plans, lessons and checks made of the course's own sentences. Pure functions over values:
// no database, no waiting, no clock, no randomness besides the seed. Blocking work of milliseconds: call it on the CPU pool.
namespace tutor::engine {

// A whole course made searchable. Built once (about 4 s for 20,000 passages), then immutable and safe to share between threads.
class Index {
public:
    Index(library::Course course, std::vector<library::Node> nodes, std::vector<library::Passage> passages);
    ~Index();
    Index(Index&&) noexcept;
    Index& operator=(Index&&) noexcept;

    const library::Course& course() const;
    const std::vector<library::Node>& nodes() const;        // reading order
    const std::vector<library::Passage>& passages() const;  // reading order
    const library::Node* node(const library::NodeId& id) const;        // null when the course has no such node
    const library::Passage* passage(const library::PassageId& id) const;
    std::vector<std::string> path(const library::NodeId& id) const;  // titles from the chapter down
    // The text between the code points; empty when the span does not fit the passage.
    std::string quote(const Cite& cite) const;

    struct State;
    const State& state() const { return *state_; }

private:
    std::unique_ptr<const State> state_;
};

// A verbatim sentence: `text` is exactly the code points [cite.start, cite.end) of the passage.
struct Sentence {
    std::string text;
    Cite cite;
};

struct Answer {
    std::vector<Sentence> sentences;        // one to three, best first; empty when abstained
    std::vector<library::NodeId> nearest;   // up to three sections, best first; also when answered
    bool abstained = true;
    double confidence = 0;                  // 0 to 1; abstains below the threshold
};
// The fitted threshold; how it was found is in README.md.
double abstain_threshold();
// Answers from the course or abstains. `threshold` 0 takes the fitted one.
Answer answer(const Index& index, std::string_view question, double threshold = 0);

enum class Lead { socratic, hint };
// What to say instead of the answer: a question that leads there, or a hint with the key term blanked. Empty when `answer` abstained.
std::string lead(const Index& index, std::string_view question, const Answer& answer, Lead mode);

// Sections a topic means, best first; `score` 0 to 1 is comparable between courses (how much of the topic the section covers).
struct Match {
    library::NodeId node;
    double score = 0;
};
std::vector<Match> match(const Index& index, std::string_view topic, int limit = 5);

// In the order of the alternatives of Beat::body.
enum class BeatKind { say, show, formula, figure, check, pause };
BOOST_DESCRIBE_ENUM(BeatKind, say, show, formula, figure, check, pause)

struct BeatOutline {
    BeatKind kind = BeatKind::say;
    std::string title;
};
struct Prerequisite {
    library::NodeId node;
    std::string title;
};
struct Source {
    library::PassageId passage;
    std::string title;
    std::optional<int> page;
};
// What a lesson will do, before it does it. `beats` is the outline of exactly the lesson that `lesson` makes.
struct Plan {
    library::CourseId course;
    std::optional<library::NodeId> node;  // the section taught; absent for a course without headings
    std::string title;
    std::vector<std::string> objectives;
    std::vector<Prerequisite> prerequisites;
    int minutes = 0;
    std::vector<BeatOutline> beats;
    std::vector<Source> sources;
};
struct PlanRequest {
    std::string topic;                    // may be empty
    std::optional<library::NodeId> node;  // goes before the topic
    std::optional<int> minutes;
};
// Absent when the course is empty, the node unknown, or nothing in the course is about the topic. Without topic and node: the first section.
std::optional<Plan> plan(const Index& index, const PlanRequest& request);

// Beats as docs/api.md names them. `[n]` in a text stands for citations[n - 1]; `caption` is plain text to be spoken.
struct Say {
    std::string text, caption;
    std::vector<Cite> citations;
};
struct Show {
    std::string text, caption;
    std::vector<Cite> citations;
};
struct Formula {
    std::string tex, caption;
    std::vector<Cite> citations;
};
struct Figure {
    std::string url, alt, caption;
    std::vector<Cite> citations;
};
struct Pause {
    int ms = 0;
};
struct Beat {
    std::string title;  // may be empty
    std::variant<Say, Show, Formula, Figure, Check, Pause> body;
    BeatKind kind() const { return static_cast<BeatKind>(body.index()); }
};
static_assert(std::variant_size_v<decltype(Beat::body)> == 6);

// The whole lesson of a plan. Equal index, plan and seed (the lesson's id) make an equal lesson, in any process.
std::vector<Beat> lesson(const Index& index, const Plan& plan, std::string_view seed);

// Markdown with TeX as words for a voice and captions: no markers, no mark-up, formulas read out simply.
std::string speakable(std::string_view markdown);

}  // namespace tutor::engine
