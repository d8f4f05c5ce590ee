#include "lrs/privacy/permits.hpp"

#include <set>

#include "lrs/json/readable.hpp"
#include "lrs/statement/validate.hpp"

namespace lrs {

std::vector<std::string> identities_in(std::string_view body, int edition) {
    const Readable document(body);
    std::set<std::string> found;
    for (const auto& agent : validate(document.root(), edition == 2 ? Version::v2_0_0 : Version::v1_0_3).agents) found.insert(agent.identity);
    return {found.begin(), found.end()};
}

Task<bool> Permission::ask(std::string user) {
    if (const auto known = known_.find(user); known != known_.end()) co_return known->second;
    const bool given = co_await permits_(org_, user);
    known_.emplace(std::move(user), given);
    co_return given;
}

Task<bool> Permission::covers(std::string_view body, int edition) {
    if (!permits_) co_return true;
    for (auto& identity : identities_in(body, edition))
        if (auto user = ErasedAgent{org_, std::move(identity)}.account_at(server_); user && !co_await ask(std::move(*user))) co_return false;
    co_return true;
}

Task<bool> Permission::given_by(std::string identity) {
    if (!permits_) co_return false;
    auto user = ErasedAgent{org_, std::move(identity)}.account_at(server_);
    co_return user && co_await ask(std::move(*user));
}

}  // namespace lrs
