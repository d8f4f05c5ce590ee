#include "notices/push/push.hpp"

namespace notices {

namespace {
identity::SecretPlace place_of(const OrgId& org) { return {org, "notices.push", "vapid"}; }

// Of processes that make one at once, the first one's stays.
void make_once(db::Transaction& tx, identity::Vault& vault, const OrgId& org) {
    if (!vault.holds(tx, place_of(org))) vault.put(tx, place_of(org), crypto::PrivateKey::make_p256().secret());
}
}  // namespace

std::shared_ptr<Vapid> Push::known(const OrgId& org) {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(org);
    return found == known_.end() ? nullptr : found->second;
}

Task<std::string> Push::secret_of(OrgId org) {
    auto kept = co_await vault_.find(place_of(org));
    if (kept) co_return std::move(*kept);
    co_await vault_.ready();
    co_await database_.transact([org, vault = &vault_](db::Transaction& tx) { make_once(tx, *vault, org); });
    co_return (co_await vault_.find(place_of(org))).value_or("");
}

Task<std::shared_ptr<Vapid>> Push::vapid(OrgId org) {
    if (auto found = known(org)) co_return found;
    auto key = crypto::PrivateKey::p256(co_await secret_of(org));
    if (!key) throw Error(ErrorCode::internal, "The key of web push is none.");
    const std::lock_guard lock(mutex_);
    co_return known_.try_emplace(std::move(org), std::make_shared<Vapid>(std::move(*key), contact_)).first->second;
}

}  // namespace notices
