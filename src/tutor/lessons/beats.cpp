#include "tutor/lessons/beats.hpp"

#include <boost/describe/enum_to_string.hpp>

namespace tutor {
namespace {

using boost::json::object;

const std::vector<engine::Cite>& cites_of(const engine::Beat& beat) {
    static const std::vector<engine::Cite> none;
    return std::visit(
        [](const auto& body) -> const std::vector<engine::Cite>& {
            if constexpr (requires { body.citations; })
                return body.citations;
            else
                return none;
        },
        beat.body);
}

object fields(const engine::Say& say) { return {{"text", say.text}, {"caption", say.caption}}; }
object fields(const engine::Show& show) { return {{"text", show.text}, {"caption", show.caption}}; }
object fields(const engine::Formula& formula) { return {{"tex", formula.tex}, {"caption", formula.caption}}; }
object fields(const engine::Figure& figure) { return {{"url", figure.url}, {"alt", figure.alt}, {"caption", figure.caption}}; }
object fields(const engine::Pause& pause) { return {{"ms", pause.ms}}; }

// Only what the learner may see before the answer.
object fields(const engine::Check& check) {
    boost::json::array choices;
    for (const auto& choice : check.choices) choices.push_back(object{{"id", choice.id}, {"text", choice.text}});
    object data{{"check_id", check.id},
                {"form", boost::describe::enum_to_string(check.form, "")},
                {"prompt", check.prompt},
                {"choices", std::move(choices)}};
    if (check.unit) data["unit"] = *check.unit;
    return data;
}

std::string_view kind_of(const engine::Beat& beat) { return boost::describe::enum_to_string(beat.kind(), ""); }

}  // namespace

Draft beat_begins(int number, const engine::Beat& beat) {
    object data{{"beat", number}, {"kind", kind_of(beat)}};
    if (!beat.title.empty()) data["title"] = beat.title;
    return draft("beat", data);
}

Task<Draft> beat_draft(Room& room, OrgId org, SharedIndex index, int number, engine::Beat beat, std::string_view source) {
    object data{{"beat", number}};
    for (auto& field : std::visit([](const auto& body) { return fields(body); }, beat.body)) data.insert(field);
    if (beat.kind() == engine::BeatKind::say) data["source"] = source;
    if (beat.kind() != engine::BeatKind::pause)
        data["citations"] = to_json(co_await cite(room, std::move(org), std::move(index), cites_of(beat)));
    co_return draft(kind_of(beat), data);
}

}  // namespace tutor
