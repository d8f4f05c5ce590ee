#include <algorithm>
#include <array>

#include "tutor/engine/code_points.hpp"
#include "tutor/engine/quiz.hpp"
#include "tutor/engine/quiz_parts.hpp"
#include "tutor/engine/words.hpp"

namespace tutor::engine {

namespace {

constexpr std::size_t fewest_steps = 3, most_choices = 4;

struct Steps {
    std::string task;                // "To convert a unit, follow these steps"
    std::vector<std::string> steps;
};

// A list counts its items for many reasons; only a way of doing something has an order to ask for.
bool announces_steps(std::string_view lead) {
    static constexpr std::array cues{"step", "method", "procedure", "in this order", "in the following order", "how to", "proceed", "recipe", "algorithm"};
    const auto words = lower(lead);
    return words.starts_with("to ") || std::ranges::any_of(cues, [&](std::string_view cue) { return words.contains(cue); });
}

// The text of item `number` when the line begins with it.
std::optional<std::string> item(std::string_view line, std::size_t number) {
    const auto mark = std::to_string(number);
    if (!line.starts_with(mark) || line.size() < mark.size() + 3) return std::nullopt;
    const char after = line[mark.size()];
    if ((after != '.' && after != ')') || line[mark.size() + 1] != ' ') return std::nullopt;
    return std::string(trim(line.substr(mark.size() + 2)));
}

// The last sentence before the list, without its colon.
std::string task_of(std::string_view lead) {
    lead = trim(lead);
    if (const auto stop = lead.rfind(". "); stop != std::string_view::npos) lead = lead.substr(stop + 2);
    while (lead.ends_with(":")) lead.remove_suffix(1);
    return std::string(lead);
}

std::optional<Steps> read_steps(std::string_view text) {
    Steps found;
    std::string lead;
    for (std::size_t from = 0; from < text.size();) {
        const auto end = std::min(text.find('\n', from), text.size());
        const auto line = text.substr(from, end - from);
        from = end + 1;
        if (auto step = item(line, found.steps.size() + 1)) found.steps.push_back(std::move(*step));
        else if (found.steps.empty()) lead += std::string(line) + " ";
        else if (!trim(line).empty()) return std::nullopt;  // a step of several lines, or text behind the list
    }
    found.task = task_of(lead);
    const bool distinct = std::ranges::all_of(found.steps, [&](const auto& step) { return std::ranges::count(found.steps, step) == 1; });
    if (found.steps.size() < fewest_steps || !distinct || !announces_steps(found.task)) return std::nullopt;
    return found;
}

// The right step and others of the same list, in a random order.
void add_choices(Check& check, const Steps& list, std::size_t asked, Random& random) {
    std::vector<std::string> others;
    for (std::size_t i = 0; i < list.steps.size(); ++i)
        if (i != asked && i != asked + 1) others.push_back(list.steps[i]);
    random.shuffle(others);
    others.resize(std::min(others.size(), most_choices - 1));
    others.push_back(list.steps[asked + 1]);
    random.shuffle(others);
    for (std::size_t i = 0; i < others.size(); ++i) {
        check.choices.push_back({std::string(1, static_cast<char>('a' + i)), others[i]});
        if (others[i] == list.steps[asked + 1]) check.answer = check.choices.back().id;
    }
}

std::string numbered(const Steps& list, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : "\n") + std::to_string(i + 1) + ". " + list.steps[i];
    return text;
}

}  // namespace

std::optional<Check> make_steps(const Index& index, int passage, Random& random) {
    const auto& state = index.state();
    const auto& source = state.passages[static_cast<std::size_t>(passage)];
    const auto list = read_steps(source.text);
    if (!list) return std::nullopt;
    const auto asked = static_cast<std::size_t>(random.below(static_cast<int>(list->steps.size()) - 1));
    Check check;
    check.form = Form::choice;
    check.prompt = list->task + ": which step comes right after this one?\n\n> " + list->steps[asked];
    add_choices(check, *list, asked, random);
    check.answer_text = list->steps[asked + 1];
    check.explanation = numbered(*list, list->steps.size());
    check.source = Cite{source.id, 0, CodePoints(source.text).size()};
    check.hints = {"Look again at " + where(state, state.passage_entries[static_cast<std::size_t>(passage)].node) + ".",
                   "Up to here it goes:\n\n" + numbered(*list, asked + 1), "What does the step before make possible? All of them:\n\n" + check.explanation,
                   "The answer is: " + check.answer_text};
    return check;
}

}  // namespace tutor::engine
