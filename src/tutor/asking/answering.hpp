#pragma once
#include <span>

#include "tutor/asking/ask.hpp"
#include "tutor/core/citation.hpp"

namespace tutor {

// How far the stored events of an answer got.
struct AnswerProgress {
    bool asked = false;         // the `ask` event is stored
    std::string level = "L0";   // what the answer is written by
    std::size_t sentences = 0;  // `sentence` and `abstain` events
};
AnswerProgress answer_progress(std::span<const Event> events);

// An answer on its way.
struct Answering {
    Turn turn;
    AskSubject subject;
    SharedIndex index;
    AnswerProgress progress;
    std::shared_ptr<Pen> pen;
};

Draft sentence_event(std::string_view text, std::string_view source, const std::vector<Citation>& citations);
Draft abstain_event(const engine::Index& index, const std::vector<library::NodeId>& nearest);

}  // namespace tutor
