#include "lms/session/sent.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>

#include "lms/session/words.hpp"
#include "platform/text/ascii.hpp"

namespace lms {

namespace {
using boost::json::value;

constexpr std::size_t deepest = 128;  // lrs::GuestStatement

const value* find(const value* in, std::string_view name) { return in && in->is_object() ? in->get_object().if_contains(name) : nullptr; }

std::string text_of(const value* in) { return in && in->is_string() ? std::string(in->get_string()) : ""; }

std::optional<double> number_of(const value* in) {
    return in && in->is_number() ? std::optional(in->to_number<double>()) : std::nullopt;
}

std::optional<bool> truth_of(const value* in) { return in && in->is_bool() ? std::optional(in->get_bool()) : std::nullopt; }

std::vector<std::string> ids_of(const value* activities) {
    std::vector<std::string> ids;
    if (activities && activities->is_object()) ids.push_back(text_of(find(activities, "id")));
    if (activities && activities->is_array())
        for (const auto& activity : activities->get_array()) ids.push_back(text_of(find(&activity, "id")));
    return ids;
}

// 9.7: times are recorded in UTC.
std::optional<timing::Micros> utc_of(std::string_view text) {
    if (!text.ends_with('Z') && !text.ends_with("+00:00")) return std::nullopt;
    return timing::from_rfc3339(text);
}

void read_result(const value* result, Sent& sent) {
    const auto* score = find(result, "score");
    sent.has_score = score != nullptr;
    sent.has_raw = find(score, "raw") != nullptr;
    sent.has_range = find(score, "min") && find(score, "max");
    sent.scaled = number_of(find(score, "scaled"));
    sent.success = truth_of(find(result, "success"));
    sent.completion = truth_of(find(result, "completion"));
    sent.has_duration = find(result, "duration") != nullptr;
}

void read_context(const value* context, Sent& sent) {
    const auto* extensions = find(context, "extensions");
    const auto* activities = find(context, "contextActivities");
    sent.registration = text::lower_case(text_of(find(context, "registration")));
    sent.session = text_of(find(extensions, words::session_id));
    sent.mastery_score = number_of(find(extensions, words::mastery_score));
    sent.category = ids_of(find(activities, "category"));
    sent.grouping = ids_of(find(activities, "grouping"));
}
}  // namespace

bool Sent::has_category(std::string_view id) const { return std::ranges::find(category, id) != category.end(); }
bool Sent::is_defined() const { return has_category(words::cmi5_category); }

Sent read_sent(std::string_view json) {
    const auto statement = boost::json::parse(json, {}, {.max_depth = deepest});
    const auto* actor = find(&statement, "actor");
    const auto* account = text_of(find(actor, "objectType")) == "Group" ? nullptr : find(actor, "account");
    Sent sent{.id = text_of(find(&statement, "id")), .verb = text_of(find(find(&statement, "verb"), "id")), .home_page = text_of(find(account, "homePage"))};
    sent.account = text_of(find(account, "name"));
    sent.object = text_of(find(find(&statement, "object"), "id"));
    sent.timestamp = utc_of(text_of(find(&statement, "timestamp")));
    read_context(find(&statement, "context"), sent);
    read_result(find(&statement, "result"), sent);
    return sent;
}

}  // namespace lms
