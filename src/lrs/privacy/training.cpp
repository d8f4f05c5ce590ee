#include "lrs/privacy/training.hpp"

#include "lrs/erasure/pseudonym.hpp"
#include "lrs/jobs/movers_state.hpp"
#include "lrs/privacy/permits.hpp"
#include "platform/crypto/crypto.hpp"

namespace lrs {

namespace {
struct Trainer {
    Permission permission;
    std::string home_page;
    std::string key;  // of this export, kept nowhere

    std::string pseudonym_of(const std::string& identity) const { return "pseudonym-" + crypto::hmac_sha256_hex(key, identity).substr(0, 32); }
};

Task<std::string> rewrite(std::shared_ptr<Trainer> trainer, std::string body, int edition) {
    for (const auto& identity : identities_in(body, edition))
        if (!co_await trainer->permission.given_by(identity)) body = without_agent(body, {identity}, trainer->home_page, trainer->pseudonym_of(identity));
    co_return body;
}
}  // namespace

std::function<Task<std::string>(std::string, int)> for_training(Movers::State& movers, const OrgId& org) {
    const auto& home_page = movers.lrs.config.home_page;
    auto trainer = std::make_shared<Trainer>(Permission(movers.train_permits, org, server_of(home_page)), home_page, crypto::random_hex(32));
    return [trainer](std::string body, int edition) { return rewrite(trainer, std::move(body), edition); };
}

}  // namespace lrs
