#include "tutor/record/interaction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "tutor/engine/markup.hpp"
#include "tutor/record/vocabulary.hpp"

namespace tutor {
namespace {

using boost::json::array;
using boost::json::object;
using engine::Form;

std::string_view type_of(Form form) {
    switch (form) {
        case Form::choice: return "choice";
        case Form::truefalse: return "true-false";
        case Form::numeric: return "numeric";
        case Form::cloze: break;
    }
    return "fill-in";
}

// Of a number, the range that is taken as right.
std::string pattern(const CheckNews& news, const std::string& answer) {
    if (news.form != Form::numeric) return answer;
    double value = 0;
    const auto [end, problem] = std::from_chars(answer.data(), answer.data() + answer.size(), value);
    if (problem != std::errc() || end != answer.data() + answer.size()) return answer;
    const auto margin = news.tolerance * std::abs(value);
    return fmt::format("{:.8g}[:]{:.8g}", value - margin, value + margin);
}

array patterns(const CheckNews& news) {
    array found;
    for (const auto& answer : news.right_answers)
        if (!answer.empty()) found.emplace_back(pattern(news, answer));
    return found;
}

array choices(const CheckNews& news, std::string_view language) {
    array found;
    for (const auto& choice : news.choices) found.push_back(object{{"id", choice.id}, {"description", object{{language, engine::plain(choice.text)}}}});
    return found;
}

}  // namespace

object interaction(const CheckNews& news, object prompt) {
    const std::string language = prompt.begin()->key();
    object definition{{"type", vocabulary::interaction_type}, {"description", std::move(prompt)}, {"interactionType", type_of(news.form)}};
    if (auto right = patterns(news); !right.empty()) definition["correctResponsesPattern"] = std::move(right);
    if (news.form == Form::choice) definition["choices"] = choices(news, language);
    return definition;
}

std::string response_of(const CheckNews& news) {
    const auto chosen = std::ranges::find(news.choices, *news.response, &engine::Choice::text);
    return chosen == news.choices.end() ? *news.response : chosen->id;
}

std::string duration_text(timing::Micros span) { return fmt::format("PT{:.2f}S", static_cast<double>(std::max<timing::Micros>(span, 0)) / 1e6); }

}  // namespace tutor
