#include "lrs/http/exchange.hpp"
#include "lrs/json/readable.hpp"
#include "lrs/statement/formats.hpp"
#include "platform/error.hpp"
#include "platform/outcome.hpp"

namespace lrs {

namespace {
constexpr std::string_view state_path = "/xapi/activities/state", activity_profile_path = "/xapi/activities/profile";
constexpr std::string_view statements_path = "/xapi/statements";

[[noreturn]] void refuse(std::string_view what) {
    throw Error(ErrorCode::forbidden, "These credentials are for one learner's visit: they do not reach " + std::string(what) + " (cmi5, 8.2.1).");
}

void keep_to_agent(const Exchange& exchange, const Guest& guest) {
    const auto agent = exchange.agent("agent", Accept::agents_and_groups);
    if (agent && agent->identity != account_identity(guest.home_page, guest.account)) refuse("other agents");
}

// cmi5, 10: the content must not change what it was launched with; a DELETE without an id would take it along.
void keep_to_state(const Exchange& exchange, const Guest& guest) {
    if (exchange.uuid("registration") != lower_case(guest.registration)) refuse("documents of other registrations or of none");
    const auto name = exchange.text("stateId");
    if (exchange.request.method != "GET" && exchange.request.method != "HEAD" && name.value_or(guest.fixed_state) == guest.fixed_state)
        refuse("what the learner was launched with");
}

// Any parser of JSON reads what the room above is told.
std::vector<GuestStatement> told(const Batch& batch) {
    std::vector<GuestStatement> statements;
    for (const auto& statement : batch.statements) {
        auto json = statement.open_body + '}';
        if (auto plain = without_odd_values(json)) json = std::move(*plain);
        statements.push_back({statement.id, std::move(json)});
    }
    return statements;
}
}  // namespace

void keep_to_visit(const Exchange& exchange) {
    if (!exchange.who.guest) return;
    const auto& guest = *exchange.who.guest;
    const auto& path = exchange.request.path;
    const bool writes_statements = path == statements_path && exchange.request.method != "GET" && exchange.request.method != "HEAD";
    if (guest.ended && !writes_statements) refuse("anything any more: the visit has ended");
    keep_to_agent(exchange, guest);
    if (path == state_path) keep_to_state(exchange, guest);
    if (path == activity_profile_path && exchange.iri("activityId") != guest.activity) refuse("profiles of other activities");
}

Task<void> store_for(const Exchange& exchange, Batch& batch) {
    const auto guest = exchange.who.guest;
    if (!guest) co_return co_await exchange.lrs.store(batch);
    auto& guests = exchange.lrs.credentials.guests();
    auto statements = told(batch);
    co_await guests.admit(*guest, statements);
    const auto stored = co_await outcome_of(exchange.lrs.store(batch));
    co_await (stored ? guests.stored(*guest, std::move(statements)) : guests.not_stored(*guest, std::move(statements)));
    or_throw(stored);
}

}  // namespace lrs
