#include "lrs/http/filters.hpp"

namespace lrs {

Query filters_of(const Exchange& exchange) {
    Query query{.org = exchange.who.org};
    if (const auto agent = exchange.agent("agent", Accept::agents_and_groups)) query.agent = agent->identity;
    query.verb = exchange.iri("verb");
    query.activity = exchange.iri("activity");
    query.registration = exchange.uuid("registration");
    query.related_agents = exchange.flag("related_agents");
    query.related_activities = exchange.flag("related_activities");
    query.after = exchange.time("since").value_or(query.after);
    if (const auto until = exchange.time("until")) query.before = *until + 1;
    return query;
}

}  // namespace lrs
