#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/models.hpp"
#include "tutor/asking/ask.hpp"
#include "tutor/writing/grounding.hpp"

namespace tutor {

struct BeatBrief {
    std::string lesson, beat;     // titles
    std::string course_sentence;  // what the course itself would say here
    std::string before;           // what the learner has just heard
    std::string language;
};
models::Prompt beat_prompt(const BeatBrief& brief, std::span<const Shown> passages);

// What the model writes when the passages do not answer.
inline constexpr std::string_view no_answer = "NO ANSWER";

struct QuestionBrief {
    std::string question;
    Mode mode = Mode::direct;
    std::vector<models::Message> earlier;  // of the conversation, oldest first
    std::string language;
};
models::Prompt question_prompt(const QuestionBrief& brief, std::span<const Shown> passages);

}  // namespace tutor
