#include <boost/json/serialize.hpp>

#include "models/calls/state.hpp"
#include "models/moderation/classifier.hpp"
#include "models/moderation/personal_data.hpp"
#include "models/moderation/rules.hpp"
#include "platform/bus/bus.hpp"

namespace models {

namespace {

Moderation by_rules(std::string_view text) {
    const auto category = broken_rule(text);
    if (category == self_harm) return {.verdict = Verdict::crisis, .category = std::string(category)};
    if (!category.empty()) return {.verdict = Verdict::refused, .category = std::string(category)};
    return {};
}

std::string message_for(const Moderation& moderation, const Config& config) {
    if (moderation.verdict == Verdict::allowed) return {};
    if (moderation.category == "unchecked") return "Your text could not be checked just now. Please try again in a minute.";
    if (moderation.verdict == Verdict::refused) return "I cannot help with that. Pick anything from your courses and we start right away.";
    const std::string line = config.crisis_line.empty() ? "a crisis line in your country, or the emergency number" : config.crisis_line;
    return "That sounds very hard, and I am glad that you said it. I am only a program, and you deserve a person: please talk to somebody you "
           "trust now, such as a parent, a teacher or a friend, or call " + line + ". If you are in danger, call the emergency number.";
}

// Who and which rule, never the text.
std::string event_payload(const Moderation& moderation, const Context& context) {
    return boost::json::serialize(boost::json::object{{"category", moderation.category},
                                                      {"verdict", moderation.verdict == Verdict::crisis ? "crisis" : "refused"},
                                                      {"user_id", context.user.str()},
                                                      {"trace_id", context.trace.trace_id()}});
}

Task<void> publish_refusal(db::Database& database, Moderation moderation, Context context) {
    co_await database.transact([org = context.org, payload = event_payload(moderation, context)](db::Transaction& tx) {
        bus::publish(tx, org, "safety.refused", payload);
    });
}

// At the cost cap, and of who does not want it, no model gets the text: then the rules are enough.
Task<bool> asks_classifier(Models::State& state, const Context& context) {
    if (state.targets(Alias::moderator).empty() || !co_await state.permitted(context)) co_return false;
    co_return !co_await state.budget.exhausted(context.org, context.user);
}

Moderation unreachable(const Config& config, const Context& context) {
    if (!context.anonymous && config.moderation_fails_open) return {};
    return {.verdict = Verdict::refused, .category = "unchecked"};
}

}  // namespace

Task<Moderation> moderate(Models::State& state, std::string text, Context context) {
    Moderation out = by_rules(text);
    if (out.verdict == Verdict::allowed && co_await asks_classifier(state, context)) {
        auto classified = co_await classify(state, text, context);
        out = classified ? std::move(*classified) : unreachable(state.config, context);
    }
    out.redacted = redact(text);
    out.message = message_for(out, state.config);
    if (out.verdict != Verdict::allowed) co_await publish_refusal(state.database, out, context);
    if (out.verdict == Verdict::allowed && out.redacted != text) out.category = "personal_data";
    co_return out;
}

}  // namespace models
