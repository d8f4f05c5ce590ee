#include "identity/privacy.hpp"

#include "identity/privacy/state.hpp"
#include "identity/sql.gen.hpp"
#include "platform/bus/bus.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/limits/limits.hpp"

namespace identity {

namespace {
constexpr auto longest_run = std::chrono::minutes(30);  // of an export or an erasure

// An erasure that was promised is tried for days: what it waits for, such as the place of the backups, may be away for hours.
std::vector<std::chrono::milliseconds> patiently() {
    std::vector<std::chrono::milliseconds> waits{std::chrono::seconds(10), std::chrono::minutes(1), std::chrono::minutes(5)};
    waits.resize(75, std::chrono::hours(1));
    return waits;
}

Task<void> take_out(db::Database& database, Takeout& takeout, Person person) {
    using enum As;
    co_await take_out_rows(database, takeout, person,
                           {"account.json", sql::take_out_account,
                            {{"id"}, {"name"}, {"email"}, {"role"}, {"anonymous", truth}, {"created_at", time}, {"password_changed_at", time}, {"disabled_at", time}, {"email_verified_at", time}}});
    co_await take_out_rows(database, takeout, person,
                           {"sessions.json", sql::take_out_sessions,
                            {{"id"}, {"agent"}, {"role"}, {"created_at", time}, {"renewed_at", time}, {"expires_at", time}}});
    co_await take_out_rows(database, takeout, person,
                           {"links.json", sql::take_out_openid_links, {{"id"}, {"issuer"}, {"subject"}, {"linked_at", time}}});
    co_await take_out_rows(database, takeout, person,
                           {"client_events.json", sql::take_out_client_events, {{"id"}, {"name"}, {"at", time}, {"received_at", time}, {"data", json}}});
    co_await take_out_rows(database, takeout, person,
                           {"consents.json", sql::take_out_consents,
                            {{"id"}, {"kind"}, {"version", number}, {"given", truth}, {"at", time}, {"source"}}});
    co_await take_out_rows(database, takeout, person,
                           {"audit_log.json", sql::take_out_audit,
                            {{"number"}, {"at", time}, {"actor"}, {"role"}, {"address"}, {"action"}, {"kind"}, {"subject"}}});
}

void erase(db::Transaction& tx, const Person& person) {
    for (const auto* query : {&sql::erase_tickets, &sql::erase_openid_departures, &sql::erase_openid_links, &sql::erase_refresh_tokens, &sql::end_sessions_of_user, &sql::erase_client_events, &sql::erase_consents, &sql::erase_account,
                              &sql::erase_user})
        tx.run(*query, person.org, person.user);
}

void erase_from_platform(db::Transaction& tx, const Person& person) {
    jobs::forget_about(tx, person.org, person.user.str());
    limits::forget(tx, person.org, person.user);
}
}  // namespace

std::filesystem::path Privacy::State::spool() const { return config.spool.empty() ? std::filesystem::temp_directory_path() : std::filesystem::path(config.spool); }

Privacy::Privacy(Identity& identity, Accounts& accounts, db::Database& database, pool::Pool& background, PrivacyConfig config)
    : state_(new State{identity, accounts, database, background, std::move(config), {}, {}}) {}
Privacy::~Privacy() = default;

void Privacy::add(PrivacyPart part) { state_->parts.push_back(std::move(part)); }

void Privacy::remember_by(std::function<Task<void>(std::string, std::string)> keep) { state_->remember = std::move(keep); }

PrivacyPart privacy_part(db::Database& database) {
    return {.name = "identity", .take_out = [&database](Takeout& takeout, Person person) { return take_out(database, takeout, std::move(person)); },
            .stop = {}, .erase = erase, .settle = {}};
}

PrivacyPart platform_privacy_part(bus::Bus& bus) {
    return {.name = "platform", .take_out = {}, .stop = {}, .erase = erase_from_platform,
            .settle = [&bus](Person person, std::string) { return bus.forget_about(person.org, person.user.str()); }};
}

void tend(jobs::Jobs& jobs, Privacy& privacy) {
    auto& state = privacy.state();
    jobs.add({.name = std::string(privacy_jobs::export_kind), .run = [&state](jobs::Job job) { return build_export(state, std::move(job)); },
              .deadline = longest_run, .at_once = 2});
    jobs.add({.name = std::string(privacy_jobs::erase_kind), .run = [&state](jobs::Job job) { return erase_person(state, std::move(job)); },
              .deadline = longest_run, .retries = patiently(), .at_once = 4});
    jobs.add({.name = "privacy.forget_exports", .cron = "27 * * * *"}, [&state](jobs::Job) { return forget_old_exports(state); });
}

}  // namespace identity
