#include "lrs/privacy/training.hpp"

#include <map>

#include "lrs/erasure/pseudonym.hpp"
#include "lrs/jobs/movers_state.hpp"
#include "lrs/privacy/permits.hpp"
#include "lrs/statement/agent.hpp"
#include "platform/crypto/crypto.hpp"

namespace lrs {

namespace {
struct Trainer {
    Movers::Permits permits;
    OrgId org;
    std::string home_page;
    std::string key;  // of this export, kept nowhere

    std::map<UserId, bool> known = {};  // so that a person is called the same from one end to the other

    std::string pseudonym_of(const std::string& identity) const { return "pseudonym-" + crypto::hmac_sha256_hex(key, identity).substr(0, 32); }
};

// False for everybody who is not of this server.
Task<bool> consents(std::shared_ptr<Trainer> trainer, std::string identity) {
    auto name = account_at(identity, server_of(trainer->home_page));
    if (!name || !trainer->permits) co_return false;
    const UserId user(std::move(*name));
    if (const auto found = trainer->known.find(user); found != trainer->known.end()) co_return found->second;
    const bool given = !(co_await trainer->permits(trainer->org, {user})).empty();
    trainer->known.emplace(user, given);
    co_return given;
}

Task<std::string> rewrite(std::shared_ptr<Trainer> trainer, std::string body, int edition) {
    for (const auto& identity : identities_in(body, edition))
        if (!co_await consents(trainer, identity)) body = without_agent(body, {identity}, trainer->home_page, trainer->pseudonym_of(identity));
    co_return body;
}
}  // namespace

std::function<Task<std::string>(std::string, int)> for_training(Movers::State& movers, const OrgId& org) {
    auto trainer = std::make_shared<Trainer>(movers.train_permits, org, movers.lrs.config.home_page, crypto::random_hex(32));
    return [trainer](std::string body, int edition) { return rewrite(trainer, std::move(body), edition); };
}

}  // namespace lrs
