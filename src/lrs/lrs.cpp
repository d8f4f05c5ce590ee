#include "lrs/lrs.hpp"

#include <fmt/format.h>

#include "lrs/attachments/attachments.hpp"
#include "lrs/http/state.hpp"
#include "lrs/json/raw.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/statement/agent.hpp"
#include "lrs/store/keys.hpp"
#include "lrs/store/query.hpp"
#include "platform/error.hpp"
#include "platform/jobs/jobs.hpp"

namespace lrs {

std::string server_of(std::string home_page) {
    if (home_page.ends_with("/xapi")) home_page.erase(home_page.size() - 5);
    return home_page;
}

std::string kept_home(db::Database& database, const std::string& wanted, bool is_chosen) {
    std::string home;
    database.run_blocking([&](db::Transaction& tx) {
        const auto found = tx.run(sql::find_home);
        const bool has_statements = found[0].integer(0) > 0;
        home = is_chosen || !has_statements ? wanted : found[0].optional_text(1).value_or(Config{}.home_page);
        if (found[0].optional_text(1) != home) tx.run(sql::keep_home, home);
    });
    return home;
}

Lrs::State::State(db::Database& database, Config config, OrgId default_org, client::Client* client)
    : database(database),
      config(config),
      default_version(version_named(config.default_version).value_or(Version::v2_0_0)),
      credentials(database, std::move(config), std::move(default_org), client),
      batches(database, [this](db::Transaction& tx, std::span<Batch* const> group) { commit(tx, group); }, [this] { hand_over(); }),
      documents(database) {}

void Lrs::State::commit(db::Transaction& tx, std::span<Batch* const> group) {
    committing = {.epoch = fresh.epoch()};
    const auto stored = store_batches(tx, group, known);
    tail.added(tx, stored.statements.size());
    if (!fresh.is_open()) return;
    committing.previous = stored.previous, committing.last = stored.last;
    for (const auto& one : stored.statements) {
        if (!one.statement->flat) return committing.rows.clear();  // prepared before they were wanted
        auto& row = *one.statement->flat;
        row.stored = one.stored, row.voided = one.voided;
        if (!one.statement->has_timestamp) row.timestamp = one.stored;
        committing.rows[one.org].push_back(one.statement->flat);
    }
}

void Lrs::State::hand_over() {
    if (!committing.rows.empty()) fresh.add(std::move(committing));
}

void Lrs::State::committed() const {
    for (const auto& [name, hook] : after_commit) hook();
}

Sender Lrs::State::sender(const OrgId& org, std::string_view name, bool may_define) const {
    auto sender = make_sender(org, config.home_page, name, may_define);
    sender.known = &known;
    sender.flatten = fresh.is_open();
    return sender;
}

Sender Lrs::State::sender(const Credential& who) const {
    auto sender = who.sender(config.home_page);
    sender.known = &known;
    sender.flatten = fresh.is_open();
    return sender;
}

Task<void> Lrs::State::store(Batch& batch) {
    co_await batches.run(batch);
    committed();
    if (batch.conflict)
        throw Error(ErrorCode::conflict, fmt::format("another statement is stored under the id {} (xAPI part 3, 2.1.1)", *batch.conflict));
    known.learn(batch.learned);
}

Task<std::vector<std::exception_ptr>> Lrs::State::store_all(std::vector<Batch>& group) {
    auto failures = co_await batches.run_all(group);
    committed();
    for (std::size_t i = 0; i < group.size(); ++i)
        if (!failures[i] && !group[i].conflict) known.learn(group[i].learned);
    co_return failures;
}

Lrs::Lrs(db::Database& database, Config config, OrgId default_org, client::Client* client)
    : state_(std::make_unique<State>(database, std::move(config), std::move(default_org), client)) {}
Lrs::~Lrs() = default;

Task<std::vector<std::string>> Lrs::record(OrgId org, std::string name, std::string statements) {
    const auto sender = state_->sender(org, name, true);
    Batch batch{.org = org, .authority_key = sender.authority_key, .statements = prepare_all(statements, Version::v1_0_3, sender)};
    std::vector<std::string> ids;
    for (const auto& statement : batch.statements) ids.push_back(statement.id);
    co_await state_->store(batch);
    co_return ids;
}

Task<bool> Lrs::has(OrgId org, std::string statement_id) {
    co_return (co_await find_statement(state_->database, std::move(org), std::move(statement_id))).has_value();
}

Task<void> Lrs::write(OwnDocument document) {
    const auto kind = document.activity.empty() ? DocumentKind::agent_profile : DocumentKind::state;
    Change change{.context = {.org = document.org, .kind = kind, .activity = document.activity}, .name = document.name, .content_type = "application/json"};
    change.context.agent = account_identity(document.home_page, document.account);
    if (kind == DocumentKind::state) change.context.registration = document.registration;
    change.content = std::move(document.json);
    if (document.when == OwnDocument::When::absent) change.if_none_match = "*";
    co_await state_->documents.apply(change);
}

void Lrs::receive(Guests& guests) { state_->credentials.receive(guests); }

Task<NewKey> Lrs::make_key(OrgId org, std::string label, std::vector<std::string> scopes, KeyLimits limits, identity::Act act) {
    return state_->credentials.make(std::move(org), std::move(label), std::move(scopes), limits, std::move(act));
}
Task<std::vector<Key>> Lrs::keys(OrgId org) { return state_->credentials.list(std::move(org)); }
Task<bool> Lrs::change_key(OrgId org, std::string id, std::string label, std::vector<std::string> scopes, KeyLimits limits, identity::Act act) {
    return state_->credentials.change(std::move(org), std::move(id), std::move(label), std::move(scopes), limits, std::move(act));
}
Task<bool> Lrs::revoke_key(OrgId org, std::string id, identity::Act act) {
    return state_->credentials.revoke(std::move(org), std::move(id), std::move(act));
}

void tend(jobs::Jobs& jobs, Lrs& lrs) {
    auto& state = lrs.state();
    jobs.add({.name = "lrs.discard_abandoned_uploads", .cron = "26 * * * *"}, [&state](jobs::Job) { return discard_abandoned(state.database); });
    jobs.add({.name = "lrs.forget_quotas", .cron = "5 0 * * *"}, [&state](jobs::Job) { return state.credentials.forget_quotas(); });
}

}  // namespace lrs
