#include "lrs/forwarding/selection.hpp"

#include <set>

#include "lrs/json/readable.hpp"
#include "lrs/statement/formats.hpp"
#include "lrs/statement/validate.hpp"

namespace lrs {

namespace {
struct Look {
    bool fits = false;
    std::optional<std::string> target;
};

Look look_at(const Matcher& matcher, std::string_view body, int edition) {
    const Readable document(body);
    const auto facts = validate(document.root(), edition == 2 ? Version::v2_0_0 : Version::v1_0_3);
    Look look{matcher.matches(facts), {}};
    if (facts.target) look.target = lower_case(*facts.target);
    return look;
}

Task<bool> takes(db::Database& database, OrgId org, const Matcher& matcher, const FoundStatement& statement) {
    auto look = look_at(matcher, statement.body, statement.edition);
    std::set<std::string> seen;
    while (!look.fits && look.target && seen.insert(*look.target).second) {
        const auto next = co_await find_statement(database, org, *look.target);
        if (!next) break;
        look = look_at(matcher, next->body, next->edition);
    }
    co_return look.fits;
}
}  // namespace

Task<std::vector<Outgoing>> select(db::Database& database, const Forward& forward, const Permission& permission, const std::vector<FoundStatement>& page) {
    const Matcher matcher(forward.filter);
    std::vector<Outgoing> chosen;
    for (const auto& statement : page) {
        if (!matcher.takes_all() && !co_await takes(database, forward.org, matcher, statement)) continue;
        chosen.push_back(outgoing_of(forward.target, statement.stored, statement.edition, statement.body));
        chosen.back().people = permission.people_in(statement.body, statement.edition);
    }
    co_return chosen;
}

}  // namespace lrs
