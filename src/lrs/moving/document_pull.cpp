#include "lrs/moving/document_pull.hpp"

#include "lrs/json/raw.hpp"
#include "lrs/statement/agent.hpp"
#include "lrs/statement/formats.hpp"
#include "platform/error.hpp"
#include "platform/text/percent.hpp"

namespace lrs {

namespace {
constexpr std::size_t most_remembered = 1'000'000;

struct DocumentKeys {
    std::optional<NamedAgent> agent;
    std::optional<std::string> activity, registration;
};

// The identifier of an agent without name and members, as other stores want it in a parameter.
std::string identifier(std::string_view agent) {
    std::string out;
    raw::ObjectWriter writer(out);
    for (const auto& [name, value] : raw::members(agent))
        if (name != "name" && name != "member") writer.add(name, value);
    writer.close();
    return out;
}

std::optional<NamedAgent> agent_of(std::string_view actor) {
    try {
        return read_agent(identifier(actor), Version::v2_0_0, Accept::agents_and_groups);
    } catch (const Error&) {
        return std::nullopt;  // an anonymous group has no documents
    }
}

DocumentKeys keys_of(std::string_view statement) {
    const auto members = raw::members(statement);
    DocumentKeys named{.agent = agent_of(raw::find(members, "actor")), .activity = {}, .registration = {}};
    const auto object = raw::members(raw::find(members, "object"));
    const auto type = raw::find(object, "objectType");
    if (type.empty() || type == "\"Activity\"") named.activity = raw::unquoted(raw::find(object, "id"));
    const auto context = raw::find(members, "context");
    const auto registration = context.empty() ? context : raw::find(raw::members(context), "registration");
    if (!registration.empty()) named.registration = lower_case(raw::unquoted(registration));
    return named;
}
}  // namespace

Task<std::int64_t> DocumentPull::take(std::string_view statement) {
    const auto [agent, activity, registration] = keys_of(statement);
    const auto agent_query = agent ? "agent=" + text::encode_percent(agent->json) : std::string();
    const auto activity_query = activity ? "activityId=" + text::encode_percent(*activity) : std::string();
    std::int64_t count = 0;
    if (agent) count += co_await fetch_all({"agents/profile", agent_query, "profileId", {org_, DocumentKind::agent_profile, "", agent->identity, {}}});
    if (activity) count += co_await fetch_all({"activities/profile", activity_query, "profileId", {org_, DocumentKind::activity_profile, *activity, "", {}}});
    if (!agent || !activity) co_return count;
    const Place state{"activities/state", activity_query + '&' + agent_query, "stateId", {org_, DocumentKind::state, *activity, agent->identity, {}}};
    count += co_await fetch_all(state);
    if (!registration) co_return count;
    auto registered = state;
    registered.query += "&registration=" + *registration;
    registered.context.registration = registration;
    co_return count + co_await fetch_all(std::move(registered));
}

bool DocumentPull::is_news(const Place& place) {
    if (asked_.size() >= most_remembered) asked_.clear();
    return asked_.insert(std::hash<std::string>()(place.resource + '?' + place.query)).second;
}

Task<std::int64_t> DocumentPull::fetch_all(Place place) {
    if (!is_news(place)) co_return 0;
    std::int64_t count = 0;
    for (auto& name : co_await remote_.document_ids(place.resource, place.query)) count += co_await fetch(place, std::move(name));
    co_return count;
}

Task<bool> DocumentPull::fetch(const Place& place, std::string name) {
    auto found = co_await remote_.document(place.resource, place.query + '&' + place.id_parameter + '=' + text::encode_percent(name));
    if (!found) co_return false;
    Change change{.context = place.context, .name = std::move(name), .content_type = std::move(found->content_type), .content = std::move(found->content)};
    change.if_none_match = "*";
    co_await lrs_.documents.apply(change);
    co_return change.outcome == Change::Outcome::done;
}

}  // namespace lrs
