#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <string>
#include <vector>

#include "library/material.hpp"

// Questions to the learner, how they are graded, and the hints before the answer. Values only; a Check is stored as JSON with its turn.
namespace tutor::engine {

// The code points [start, end) of a passage's text. What a `[n]` marker stands for.
struct Cite {
    library::PassageId passage;
    int start = 0, end = 0;
    friend bool operator==(const Cite&, const Cite&) = default;
};
BOOST_DESCRIBE_STRUCT(Cite, (), (passage, start, end))

enum class Form { choice, cloze, numeric, truefalse };
BOOST_DESCRIBE_ENUM(Form, choice, cloze, numeric, truefalse)

struct Choice {
    std::string id, text;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (id, text))

// `form`, `prompt`, `choices`, `unit` and `citations` are for the learner's eyes; the rest tells the answer and stays on the server.
struct Check {
    std::string id;  // unique within the lesson and equal for an equal seed
    Form form = Form::cloze;
    std::string prompt;  // Markdown; a cloze holds one `____`
    std::vector<Choice> choices;
    std::optional<std::string> unit;  // shown beside the field; an answer without a unit is then taken to be in it
    std::vector<Cite> citations;      // what the learner may read before answering; never contains the answer

    std::string answer;                 // a choice's id, the missing words, or the number in `unit`
    std::vector<std::string> accepted;  // other right answers
    std::string answer_text;            // the answer as shown after it is right or revealed
    std::string explanation;            // Markdown; the source sentence, or the worked steps
    std::vector<std::string> hints;     // four levels, the last tells the answer
    std::optional<Cite> source;         // where the answer stands
    double tolerance = 0.02;            // relative, for numeric
};
BOOST_DESCRIBE_STRUCT(Check, (), (id, form, prompt, choices, unit, citations, answer, accepted, answer_text, explanation, hints, source, tolerance))

// `self_grade`: a program cannot tell; the learner compares with the source. `revealed` is the caller's: grade never returns it.
enum class Verdict { correct, not_yet, revealed, self_grade };
BOOST_DESCRIBE_ENUM(Verdict, correct, not_yet, revealed, self_grade)

struct Grade {
    Verdict verdict = Verdict::not_yet;
    std::string message;  // one short sentence; never tells the answer
};
// `answer` is the choice's id for choice and truefalse, what was typed otherwise. Any bytes are fine.
Grade grade(const Check& check, std::string_view answer);

struct Hint {
    int level = 1;
    std::string text;
};
// Level 1 to 4, clamped. Levels 1 to 3 do not hold the answer unless the form's ladder says so (3 of a cloze is the sentence itself).
Hint hint(const Check& check, int level);

}  // namespace tutor::engine
