#include "lrs/statement/validate.hpp"

#include <array>

#include "lrs/statement/rules.hpp"

namespace lrs {

namespace rules {
namespace {
constexpr std::string_view statement_clause = "part 2, 2.4";

void substatement(Pass& pass, const At& at);

void actor(Pass& pass, const At& at) {
    pass.relation = Relation::direct;
    agent_or_group(pass, at);
}

void object_ref(Pass& pass, const At& at) {
    statement_ref(pass, at);
    if (!pass.nested) pass.facts.target = json::Members(at.node).find("id")->string();
}

// An object that names no type is an Activity; Agents and Groups must name theirs (XAPI-00065).
void object(Pass& pass, const At& at) {
    pass.relation = Relation::direct;
    const auto type = object_type(at.node, "Activity");
    if (type == "Activity") return activity(pass, at);
    if (type == "Agent") return agent(pass, at);
    if (type == "Group") return group(pass, at);
    if (type == "StatementRef") return object_ref(pass, at);
    if (type != "SubStatement") refuse_type(at, "Activity, Agent, Group, StatementRef or SubStatement", "part 2, 2.4.4, XAPI-00046");
    if (pass.nested) refuse(at, "no SubStatement in a SubStatement", "part 2, 2.4.4.3, XAPI-00071");
    substatement(pass, at);
}

void context_later(Pass&, const At&) {}  // its rules depend on the object, which may follow it

void id(Pass& pass, const At& at) {
    uuid(pass, at);
    pass.facts.id = at.node.string();
}

void time(Pass& pass, const At& at) {
    timestamp(pass, at);
    if (!pass.nested) pass.facts.timestamp = at.node.string();
}

void related_authority(Pass& pass, const At& at) {
    pass.relation = Relation::related;
    const auto before = pass.facts.agents.size();
    authority(pass, at);
    for (auto agent = before; agent < pass.facts.agents.size(); ++agent) pass.facts.agents[agent].of_authority = true;
}

// XAPI-00101: what 1.0.x sent stays welcome in 2.0.0, not the other way round.
void version(Pass& pass, const At& at) {
    const auto named = version_named(expect_string(at, statement_clause));
    const bool fits = named && (*named == Version::v1_0_3 || pass.version == Version::v2_0_0);
    if (!fits) refuse(at, pass.version == Version::v2_0_0 ? "2.0.x or 1.0.x" : "1.0.x", "part 2, 2.4.10, XAPI-00101");
    pass.facts.has_version = true;
}

enum { row_actor, row_verb, row_object, row_result, row_context };
constexpr std::array<Property, 11> statement_properties{{{"actor", actor}, {"verb", verb}, {"object", object}, {"result", result}, {"context", context_later},
                                               {"timestamp", time}, {"attachments", attachments}, {"id", id}, {"stored", timestamp},
                                               {"authority", related_authority}, {"version", version}}};
constexpr std::size_t required = 3;
constexpr std::size_t of_substatement = 7;  // the rest belongs to whole statements only (XAPI-00066 to 00070)

void substatement_type(Pass&, const At&) {}  // has led here

constexpr auto nested_properties = [] {
    std::array<Property, of_substatement + 1> rows{};
    for (std::size_t row = 0; row < of_substatement; ++row) rows[row] = statement_properties[row];
    rows[of_substatement] = {"objectType", substatement_type};
    return rows;
}();

void check_voiding(Pass& pass, const At& at, json::Node object) {
    if (!pass.nested) pass.facts.verb = pass.verb;
    if (pass.verb != voided_verb) return;
    const json::Place place{&at.place, "object"};
    if (object_type(object, "") != "StatementRef")
        refuse({object, place}, "a StatementRef, since the verb is voided", "part 2, 2.3.2, XAPI-00017");
    pass.facts.voids |= !pass.nested;
}

// Last: revision and platform ask for the object's type, voiding for the verb.
void check_across(Pass& pass, const At& at, const Found& found) {
    check_voiding(pass, at, found[row_object]);
    if (!found.has(row_context)) return;
    const json::Place place{&at.place, "context"};
    context(pass, {found[row_context], place}, object_type(found[row_object], "Activity") == "Activity");
}

void check_statement(Pass& pass, const At& at, std::span<const Property> rows) {
    const auto found = each_property(pass, at, rows, statement_clause);
    for (std::size_t row = 0; row < required; ++row)
        if (!found.has(row)) refuse_absence(at.place, rows[row].name, "part 2, 2.2, XAPI-00003 to 00005");
    check_across(pass, at, found);
}

void substatement(Pass& pass, const At& at) {
    Pass inner{pass.version, pass.facts, true};
    check_statement(inner, at, nested_properties);
}
}  // namespace
}  // namespace rules

Facts validate(json::Node statement, Version version, const json::Place& place) {
    Facts facts;
    facts.agents.reserve(4);
    facts.activities.reserve(4);
    rules::Pass pass{version, facts};
    rules::check_statement(pass, {statement, place}, rules::statement_properties);
    return facts;
}

}  // namespace lrs
