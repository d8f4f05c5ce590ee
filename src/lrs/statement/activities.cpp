#include <algorithm>
#include <array>
#include <vector>

#include "lrs/statement/rules.hpp"

namespace lrs::rules {

namespace {
constexpr std::string_view activity_clause = "part 2, 2.4.4.1";

void activity_type(Pass&, const At& at) {
    if (expect_string(at, activity_clause) != "Activity") refuse(at, "\"Activity\"", "part 2, 2.4.4, XAPI-00046");
}

void interaction_type(Pass&, const At& at) {
    constexpr std::array<std::string_view, 10> types{"true-false", "choice",     "fill-in", "long-fill-in", "matching",
                                                     "performance", "sequencing", "likert",  "numeric",      "other"};
    if (std::ranges::find(types, expect_string(at, activity_clause)) == types.end())
        refuse(at, "one of the ten interaction types", "part 2, 2.4.4.1, XAPI-00049");
}

void responses(Pass& pass, const At& at) { each_item(pass, at, string, "part 2, 2.4.4.1, XAPI-00050"); }

void component(Pass& pass, const At& at) {
    static constexpr std::array<Property, 2> properties{{{"id", string}, {"description", language_map}}};
    const auto found = each_property(pass, at, properties, activity_clause);
    if (!found.has(0)) refuse_absence(at.place, "id", "part 2, 2.4.4.1, XAPI-00058");
}

void components(Pass& pass, const At& at) {
    each_item(pass, at, component, activity_clause);
    std::vector<std::string_view> ids;
    ids.reserve(8);
    for (json::Cursor item(at.node); !item.done(); item.advance()) ids.push_back(json::Members(item.value()).find("id")->string());
    std::ranges::sort(ids);
    if (std::ranges::adjacent_find(ids) != ids.end()) refuse(at, "distinct ids of interaction components", "part 2, 2.4.4.1, XAPI-00058");
}

void definition(Pass& pass, const At& at) {
    static constexpr std::array<Property, 12> properties{{{"name", language_map},
                                                          {"description", language_map},
                                                          {"type", iri},
                                                          {"moreInfo", irl},
                                                          {"extensions", extensions},
                                                          {"interactionType", interaction_type},
                                                          {"correctResponsesPattern", responses},
                                                          {"choices", components},
                                                          {"scale", components},
                                                          {"source", components},
                                                          {"target", components},
                                                          {"steps", components}}};
    constexpr std::uint32_t interaction_only = 0b1111'1100'0000;
    const auto found = each_property(pass, at, properties, activity_clause);
    if ((found.rows() & interaction_only) != 0 && !found.has(5)) refuse_absence(at.place, "interactionType", "part 2, 2.4.4.1, XAPI-00064");
}
}  // namespace

void activity(Pass& pass, const At& at) {
    static constexpr std::array<Property, 3> properties{{{"id", iri}, {"objectType", activity_type}, {"definition", definition}}};
    const auto found = each_property(pass, at, properties, activity_clause);
    if (!found.has(0)) refuse_absence(at.place, "id", "part 2, 2.4.4.1, XAPI-00047");
    const auto definition = found.has(2) ? std::optional(found[2]) : std::nullopt;
    pass.facts.activities.push_back({found[0].string(), definition, pass.here()});
}

void verb(Pass& pass, const At& at) {
    static constexpr std::array<Property, 2> properties{{{"id", iri}, {"display", language_map}}};
    const auto found = each_property(pass, at, properties, "part 2, 2.4.3");
    if (!found.has(0)) refuse_absence(at.place, "id", "part 2, 2.4.3, XAPI-00044");
    pass.verb = found[0].string();
    pass.facts.verbs.push_back({pass.verb, found.has(1) ? std::optional(found[1]) : std::nullopt});
}

void statement_ref(Pass& pass, const At& at) {
    static constexpr std::array<Property, 2> properties{{{"objectType", string}, {"id", uuid}}};
    constexpr std::string_view where = "part 2, 2.4.4.3";
    const auto found = each_property(pass, at, properties, where);
    if (object_type(at.node, "") != "StatementRef") refuse_type(at, "\"StatementRef\"", where);
    if (!found.has(1)) refuse_absence(at.place, "id", "part 2, 2.4.4.3, XAPI-00072");
}

}  // namespace lrs::rules
