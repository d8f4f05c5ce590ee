#include <array>

#include "lrs/statement/rules.hpp"

namespace lrs::rules {

namespace {
constexpr std::string_view context_clause = "part 2, 2.4.6";

void registration(Pass& pass, const At& at) {
    uuid(pass, at);
    if (!pass.nested) pass.facts.registration = at.node.string();
}

// One Activity or an array of them; the store returns an array in either case (XAPI-00096).
void activities(Pass& pass, const At& at) {
    if (at.node.kind() == json::Kind::array) return each_item(pass, at, activity, "part 2, 2.4.6.2");
    activity(pass, at);
    pass.facts.has_lone_activity = true;
}

void context_activities(Pass& pass, const At& at) {
    static constexpr std::array<Property, 4> properties{
        {{"parent", activities}, {"grouping", activities}, {"category", activities}, {"other", activities}}};
    each_property(pass, at, properties, "part 2, 2.4.6.2, XAPI-00093");
}

void relevant_types(Pass& pass, const At& at) {
    constexpr std::string_view where = "2.0.0, 4.2.7";
    each_item(pass, at, iri, where);
    if (json::Cursor(at.node).done()) refuse(at, "at least one IRI", where);
}

void check_related(Pass& pass, const At& at, std::span<const Property> properties, std::string_view type) {
    constexpr std::string_view where = "2.0.0, 4.2.7";
    const auto found = each_property(pass, at, properties, where);
    if (object_type(at.node, "") != type) refuse_type(at, type, where);
    if (!found.has(1)) refuse_absence(at.place, properties[1].name, where);
    pass.facts.is_newer = true;
}

void context_agent(Pass& pass, const At& at) {
    static constexpr std::array<Property, 3> properties{{{"objectType", string}, {"agent", agent}, {"relevantTypes", relevant_types}}};
    check_related(pass, at, properties, "contextAgent");
}
void context_group(Pass& pass, const At& at) {
    static constexpr std::array<Property, 3> properties{{{"objectType", string}, {"group", group}, {"relevantTypes", relevant_types}}};
    check_related(pass, at, properties, "contextGroup");
}
void context_agents(Pass& pass, const At& at) { each_item(pass, at, context_agent, "2.0.0, 4.2.7"); }
void context_groups(Pass& pass, const At& at) { each_item(pass, at, context_group, "2.0.0, 4.2.7"); }

constexpr std::array<Property, 11> context_properties{{{"revision", string},
                                               {"platform", string},
                                               {"registration", registration},
                                               {"instructor", agent_or_group},
                                               {"team", group},
                                               {"contextActivities", context_activities},
                                               {"language", language_tag},
                                               {"statement", statement_ref},
                                               {"extensions", extensions},
                                               {"contextAgents", context_agents},
                                               {"contextGroups", context_groups}}};
constexpr std::size_t of_1_0_3 = 9;  // the last two rows came with 2.0.0
}  // namespace

void context(Pass& pass, const At& at, bool about_activity) {
    pass.relation = Relation::related;
    const bool newer = pass.version == Version::v2_0_0;
    const auto found = each_property(pass, at, std::span(context_properties).first(newer ? context_properties.size() : of_1_0_3), context_clause);
    if (about_activity) return;
    for (std::size_t row = 0; row < 2; ++row) {
        if (!found.has(row)) continue;
        const json::Place place{&at.place, context_properties[row].name};
        refuse({found[row], place}, "it only beside an Activity as object",
               "part 2, 2.4.6, XAPI-00084 and 00085");
    }
}

}  // namespace lrs::rules
