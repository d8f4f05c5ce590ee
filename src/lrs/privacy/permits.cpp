#include "lrs/privacy/permits.hpp"

#include "lrs/json/readable.hpp"
#include "lrs/statement/agent.hpp"
#include "lrs/statement/validate.hpp"

namespace lrs {

std::vector<std::string> identities_in(std::string_view body, int edition) {
    const Readable document(body);
    std::set<std::string> found;
    for (const auto& agent : validate(document.root(), edition == 2 ? Version::v2_0_0 : Version::v1_0_3).agents) found.insert(agent.identity);
    return {found.begin(), found.end()};
}

std::vector<UserId> Permission::people_in(std::string_view body, int edition) const {
    std::vector<UserId> people;
    if (!permits_) return people;
    for (const auto& identity : identities_in(body, edition))
        if (auto user = account_at(identity, server_)) people.emplace_back(std::move(*user));
    return people;
}

Task<std::set<UserId>> Permission::refused_by(std::set<UserId> people) const {
    if (!permits_ || people.empty()) co_return std::set<UserId>();
    for (const auto& user : co_await permits_(org_, {people.begin(), people.end()})) people.erase(user);
    co_return people;
}

}  // namespace lrs
