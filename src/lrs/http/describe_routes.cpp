#include <fmt/format.h>

#include "lrs/http/exchange.hpp"
#include "lrs/json/raw.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/store/definitions.hpp"

namespace lrs {

// part 3, 2.5: what the statements of the organisation have said about it, merged.
Task<http::Response> get_activity(const Exchange& exchange) {
    exchange.required("activityId");
    const auto id = *exchange.iri("activityId");
    const auto rows = co_await exchange.lrs.database.read(sql::find_definition, exchange.who.org, id_hash(id));
    std::string json;
    raw::ObjectWriter activity(json);
    activity.add("objectType", "\"Activity\"");
    activity.add("id", raw::quoted(id));
    if (!rows.empty()) activity.add("definition", rows[0].text(0));
    activity.close();
    co_return http::json_text(200, std::move(json));
}

// part 3, 2.4: a Person has arrays where an Agent has values.
Task<http::Response> get_person(const Exchange& exchange) {
    exchange.required("agent");
    const auto agent = *exchange.agent("agent", Accept::agents);
    const auto rows = co_await exchange.lrs.database.read(sql::list_agent_names, exchange.who.org, id_hash(agent.identity));
    std::string names;
    for (const auto& row : rows) names.append(names.empty() ? "" : ",").append(raw::quoted(row.text(0)));
    std::string json;
    raw::ObjectWriter person(json);
    person.add("objectType", "\"Person\"");
    for (const auto& [name, value] : raw::members(raw::trimmed(agent.json))) {
        if (name == "objectType") continue;
        if (name != "name") person.add(name, fmt::format("[{}]", value));
        else if (names.empty()) names = value;
        else if (("," + names + ",").find("," + std::string(value) + ",") == std::string::npos) names.append(",").append(value);
    }
    if (!names.empty()) person.add("name", fmt::format("[{}]", names));
    person.close();
    co_return http::json_text(200, std::move(json));
}

}  // namespace lrs
