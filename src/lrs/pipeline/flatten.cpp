#include "lrs/pipeline/flatten.hpp"

#include <charconv>
#include <cmath>

#include "lrs/json/readable.hpp"
#include "lrs/statement/agent.hpp"
#include "lrs/statement/formats.hpp"
#include "lrs/statement/validate.hpp"
#include "platform/json/document.hpp"

namespace lrs {

namespace {
using Found = std::optional<json::Node>;

Found member(Found object, std::string_view name) {
    if (!object || object->kind() != json::Kind::object) return std::nullopt;
    return json::Members(*object).find(name);
}
std::string text_of(Found node) { return node && node->kind() == json::Kind::string ? std::string(node->string()) : std::string(); }
std::optional<std::string> optional_text(Found node) {
    return node && node->kind() == json::Kind::string ? std::optional(std::string(node->string())) : std::nullopt;
}
std::optional<bool> flag_of(Found node) { return node ? std::optional(node->boolean()) : std::nullopt; }
std::optional<double> number_of(Found node) { return node ? std::optional(node->number()) : std::nullopt; }

std::string identity_of(Found agent) {
    if (const auto mbox = member(agent, "mbox")) return mbox_identity(mbox->string());
    if (const auto sum = member(agent, "mbox_sha1sum")) return sha1_identity(sum->string());
    if (const auto openid = member(agent, "openid")) return openid_identity(openid->string());
    const auto account = member(agent, "account");
    return account ? account_identity(text_of(member(account, "homePage")), text_of(member(account, "name"))) : "";
}

// One text of a language map: English where there is some, else the first.
std::string name_of(Found map) {
    if (!map || map->kind() != json::Kind::object) return "";
    std::string first;
    for (json::Cursor at(*map); !at.done(); at.advance()) {
        if (at.key().starts_with("en")) return text_of(at.value());
        if (first.empty()) first = text_of(at.value());
    }
    return first;
}

void read_object(FlatRow& row, Found object) {
    const auto type = member(object, "objectType");
    row.object_type = type ? text_of(type) : "Activity";
    if (row.object_type == "Agent" || row.object_type == "Group") {
        row.object_id = identity_of(object);
        row.object_name = text_of(member(object, "name"));
        return;
    }
    row.object_id = text_of(member(object, "id"));
    if (row.object_type == "StatementRef") row.object_id = lower_case(row.object_id);
    const auto definition = member(object, "definition");
    row.activity_type = optional_text(member(definition, "type"));
    row.object_name = name_of(member(definition, "name"));
}

void read_result(FlatRow& row, Found result) {
    row.success = flag_of(member(result, "success"));
    row.completion = flag_of(member(result, "completion"));
    if (const auto duration = member(result, "duration")) row.duration_ms = duration_ms(duration->string());
    const auto score = member(result, "score");
    row.score_scaled = number_of(member(score, "scaled"));
    row.score_raw = number_of(member(score, "raw"));
    row.score_min = number_of(member(score, "min"));
    row.score_max = number_of(member(score, "max"));
}

// A lone activity of what has just come stands for an array of one.
template <class Visit>
void each_activity(Found activities, const Visit& visit) {
    if (!activities) return;
    if (activities->kind() == json::Kind::object) return visit(*activities);
    for (json::Cursor at(*activities); !at.done(); at.advance()) visit(at.value());
}

void read_grouping(FlatRow& row, json::Node activity) {
    auto id = text_of(member(activity, "id"));
    if (!row.grouping_id) row.grouping_id = id;
    row.cohorts.push_back({Cohort::Of::grouping, std::move(id), name_of(member(member(activity, "definition"), "name")), 0});
}

void read_context(FlatRow& row, Found context) {
    row.registration = optional_text(member(context, "registration"));
    if (row.registration) row.registration = lower_case(*row.registration);
    row.platform = optional_text(member(context, "platform"));
    row.language = optional_text(member(context, "language"));
    const auto activities = member(context, "contextActivities");
    each_activity(member(activities, "parent"), [&](json::Node parent) {
        if (!row.parent_id) row.parent_id = text_of(member(parent, "id"));
    });
    each_activity(member(activities, "grouping"), [&](json::Node grouping) { read_grouping(row, grouping); });
    const auto team = member(context, "team");
    if (auto id = identity_of(team); !id.empty()) row.cohorts.push_back({Cohort::Of::team, std::move(id), text_of(member(team, "name")), 0});
}

// Reads "12.5" and what unit follows; moves `text` past them.
struct Part {
    double amount = 0;
    char unit = 0;
};
Part take_part(std::string_view& text) {
    const auto end = std::min(text.find_first_not_of("0123456789.,"), text.size());
    std::string digits(text.substr(0, end));
    for (auto& letter : digits)
        if (letter == ',') letter = '.';
    Part part;
    std::from_chars(digits.data(), digits.data() + digits.size(), part.amount);
    part.unit = end < text.size() ? text[end] : 0;
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

double seconds_of(Part part, bool of_day) {
    constexpr double day = 86'400;
    switch (part.unit) {
        case 'Y': return part.amount * 365 * day;
        case 'M': return part.amount * (of_day ? 60 : 30 * day);
        case 'W': return part.amount * 7 * day;
        case 'D': return part.amount * day;
        case 'H': return part.amount * 3600;
        case 'S': return part.amount;
        default: return 0;
    }
}
}  // namespace

std::int64_t duration_ms(std::string_view text) {
    if (!text.starts_with('P')) return 0;
    text.remove_prefix(1);
    bool of_day = false;
    double seconds = 0;
    while (!text.empty()) {
        if (text.front() == 'T') {
            of_day = true;
            text.remove_prefix(1);
        } else {
            seconds += seconds_of(take_part(text), of_day);
        }
    }
    constexpr double longest = 1e12;  // some 30,000 years: sums of them still fit
    return std::llround(std::min(seconds, longest) * 1000);
}

FlatRow flatten(std::string_view body) {
    const Readable document(body);
    return flatten(document.root());
}

FlatRow flatten(json::Node statement) {
    const Found root = statement;
    FlatRow row;
    row.statement_id = lower_case(text_of(member(root, "id")));
    const auto actor = member(root, "actor");
    row.actor_id = identity_of(actor);
    row.actor_name = text_of(member(actor, "name"));
    const auto verb = member(root, "verb");
    row.verb_id = text_of(member(verb, "id"));
    row.verb_name = name_of(member(verb, "display"));
    row.voids = row.verb_id == voided_verb;
    read_object(row, member(root, "object"));
    read_result(row, member(root, "result"));
    read_context(row, member(root, "context"));
    row.timestamp = read_timestamp(text_of(member(root, "timestamp")), Version::v1_0_3).value_or(0);
    return row;
}

}  // namespace lrs
