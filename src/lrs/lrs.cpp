#include "lrs/lrs.hpp"

#include <fmt/format.h>

#include "lrs/http/state.hpp"
#include "lrs/json/raw.hpp"
#include "lrs/statement/agent.hpp"
#include "lrs/store/keys.hpp"
#include "platform/error.hpp"

namespace lrs {

Lrs::State::State(db::Database& database, Config config, OrgId default_org, client::Client* client)
    : database(database),
      config(config),
      default_version(version_named(config.default_version).value_or(Version::v2_0_0)),
      credentials(database, std::move(config), std::move(default_org), client),
      batches(database, "lrs.statements", [this](db::Transaction& tx, std::span<Batch* const> group) { store_batches(tx, group, known); }),
      documents(database) {}

Task<void> Lrs::State::store(Batch& batch) {
    co_await batches.run(batch);
    after_commit();
    if (batch.conflict)
        throw Error(ErrorCode::conflict, fmt::format("another statement is stored under the id {} (xAPI part 3, 2.1.1)", *batch.conflict));
    known.learn(batch.learned);
}

Task<std::vector<std::exception_ptr>> Lrs::State::store_all(std::vector<Batch>& group) {
    auto failures = co_await batches.run_all(group);
    after_commit();
    for (std::size_t i = 0; i < group.size(); ++i)
        if (!failures[i] && !group[i].conflict) known.learn(group[i].learned);
    co_return failures;
}

Lrs::Lrs(db::Database& database, Config config, OrgId default_org, client::Client* client)
    : state_(std::make_unique<State>(database, std::move(config), std::move(default_org), client)) {}
Lrs::~Lrs() = default;

Task<std::vector<std::string>> Lrs::record(OrgId org, std::string name, std::string statements) {
    const auto sender = make_sender(org, state_->config.home_page, name, true);
    Batch batch{.org = org, .authority_key = sender.authority_key, .statements = prepare_all(statements, Version::v1_0_3, sender)};
    std::vector<std::string> ids;
    for (const auto& statement : batch.statements) ids.push_back(statement.id);
    co_await state_->store(batch);
    co_return ids;
}

Task<NewKey> Lrs::make_key(OrgId org, std::string label, std::vector<std::string> scopes, KeyLimits limits) {
    return state_->credentials.make(std::move(org), std::move(label), std::move(scopes), limits);
}
Task<std::vector<Key>> Lrs::keys(OrgId org) { return state_->credentials.list(std::move(org)); }
Task<bool> Lrs::revoke_key(OrgId org, std::string id) { return state_->credentials.revoke(std::move(org), std::move(id)); }

}  // namespace lrs
