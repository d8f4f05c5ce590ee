#include "lrs/forwarding/filter.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

#include "lrs/statement/agent.hpp"
#include "lrs/statement/formats.hpp"
#include "platform/error.hpp"
#include "platform/id.hpp"

namespace lrs {

namespace {
void expect(bool fits, std::string_view member, std::string_view expected) {
    const auto pointer = "/filter/" + std::string(member);
    if (!fits) throw Error(ErrorCode::invalid, pointer + ": expected " + std::string(expected)).at(pointer);
}
}  // namespace

Matcher::Matcher(const ForwardFilter& filter) : filter_(filter) {
    if (!filter_.verbs) filter_.verbs.emplace();
    expect(std::ranges::all_of(*filter_.verbs, [](const std::string& verb) { return is_iri(verb); }), "verbs", "IRIs");
    expect(!filter.activity || is_iri(*filter.activity), "activity", "an IRI");
    expect(!filter.activity_prefix || !filter.activity_prefix->empty(), "activity_prefix", "the beginning of an IRI");
    expect(!filter.registration || is_uuid(*filter.registration), "registration", "a UUID");
    if (filter_.registration) filter_.registration = lower_case(*filter_.registration);
    const json::Place root, place{&root, "filter"};
    if (filter.agent) agent_ = read_agent(boost::json::serialize(*filter.agent), Version::v2_0_0, Accept::agents_and_groups, {&place, "agent"}).identity;
}

bool Matcher::takes_all() const {
    return filter_.verbs->empty() && !filter_.activity && !filter_.activity_prefix && agent_.empty() && !filter_.registration;
}

bool Matcher::matches(const Facts& facts) const {
    const auto has_activity = [&facts](const auto& fits) {
        return std::ranges::any_of(facts.activities, [&](const ActivityFact& one) { return one.relation == Relation::direct && fits(one.id); });
    };
    const auto is_agent = [this](const AgentFact& one) { return one.relation == Relation::direct && one.identity == agent_; };
    if (!filter_.verbs->empty() && std::ranges::find(*filter_.verbs, facts.verb) == filter_.verbs->end()) return false;
    if (filter_.activity && !has_activity([this](std::string_view id) { return id == *filter_.activity; })) return false;
    if (filter_.activity_prefix && !has_activity([this](std::string_view id) { return id.starts_with(*filter_.activity_prefix); })) return false;
    if (!agent_.empty() && std::ranges::none_of(facts.agents, is_agent)) return false;
    return !filter_.registration || (facts.registration && lower_case(*facts.registration) == *filter_.registration);
}

}  // namespace lrs
