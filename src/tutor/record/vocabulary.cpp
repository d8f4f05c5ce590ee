#include "tutor/record/vocabulary.hpp"

#include <algorithm>
#include <array>

#include "tutor/record/news.hpp"

namespace tutor::vocabulary {
namespace {

constexpr std::array<Verb, 11> verbs{{
    {topic::lesson_started, "http://adlnet.gov/expapi/verbs/launched", "launched"},
    {topic::lesson_initialized, "http://adlnet.gov/expapi/verbs/initialized", "initialized"},
    {topic::lesson_progressed, "http://adlnet.gov/expapi/verbs/progressed", "progressed"},
    {topic::lesson_resumed, "http://adlnet.gov/expapi/verbs/resumed", "resumed"},
    {topic::lesson_completed, "http://adlnet.gov/expapi/verbs/completed", "completed"},
    {topic::lesson_passed, "http://adlnet.gov/expapi/verbs/passed", "passed"},
    {topic::lesson_not_passed, "http://adlnet.gov/expapi/verbs/failed", "failed"},
    {topic::lesson_terminated, "http://adlnet.gov/expapi/verbs/terminated", "terminated"},
    {topic::check_answered, "http://adlnet.gov/expapi/verbs/answered", "answered"},
    {topic::check_skipped, "http://id.tincanapi.com/verb/skipped", "skipped"},
    {topic::question_asked, "http://adlnet.gov/expapi/verbs/asked", "asked"},
}};

}  // namespace

const Verb* verb_of(std::string_view topic) {
    const auto found = std::ranges::find(verbs, topic, &Verb::topic);
    return found == verbs.end() ? nullptr : &*found;
}

}  // namespace tutor::vocabulary
