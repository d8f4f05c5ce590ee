#include <algorithm>
#include <array>
#include <bit>

#include "lrs/statement/agent.hpp"
#include "lrs/statement/formats.hpp"
#include "lrs/statement/rules.hpp"
#include "platform/error.hpp"

namespace lrs {

std::string mbox_identity(std::string_view mbox) {
    const auto at = mbox.rfind('@') + 1;
    return "mbox:" + std::string(mbox.substr(0, at)) + lower_case(mbox.substr(at));
}
std::string sha1_identity(std::string_view sum) { return "sha1:" + lower_case(sum); }
std::string openid_identity(std::string_view openid) { return "openid:" + std::string(openid); }
std::string account_identity(std::string_view home_page, std::string_view name) {
    return "account:" + std::string(name) + '@' + std::string(home_page);
}
std::optional<std::string> account_at(std::string_view identity, std::string_view home_page) {
    constexpr std::string_view kind = "account:";
    if (!identity.starts_with(kind) || !identity.ends_with(home_page)) return std::nullopt;
    const auto name = identity.substr(kind.size(), identity.size() - std::min(identity.size(), kind.size() + home_page.size()));
    return name.size() > 1 && name.back() == '@' ? std::optional(std::string(name.substr(0, name.size() - 1))) : std::nullopt;
}

}  // namespace lrs

namespace lrs::rules {

namespace {
constexpr std::string_view agent_clause = "part 2, 2.4.2";

void mbox(Pass&, const At& at) {
    if (!is_mailto(expect_string(at, agent_clause))) refuse(at, "mailto: and an address", "part 2, 2.4.2.3, XAPI-00038");
}

void mbox_sha1sum(Pass&, const At& at) {
    const auto sum = expect_string(at, agent_clause);
    if (sum.size() != 40 || !is_hex(sum)) refuse(at, "the 40 hexadecimal digits of a SHA-1", "part 2, 2.4.2.3, XAPI-00039");
}

void openid(Pass&, const At& at) {
    if (!is_iri(expect_string(at, agent_clause))) refuse(at, "a URI", "part 2, 2.4.2.3, XAPI-00040");
}

void account(Pass& pass, const At& at) {
    static constexpr std::array<Property, 2> properties{{{"homePage", irl}, {"name", string}}};
    const auto rows = each_property(pass, at, properties, "part 2, 2.4.2.4");
    if (!met(rows, 0)) refuse_absence(at.place, "homePage", "part 2, 2.4.2.4, XAPI-00042");
    if (!met(rows, 1)) refuse_absence(at.place, "name", "part 2, 2.4.2.4, XAPI-00043");
}

std::string text_of(json::Node object, std::string_view key) { return std::string(json::Members(object).find(key)->string()); }

// The rows of both tables below: the identifiers first.
enum Row { row_mbox, row_sha1, row_openid, row_account, row_name, row_type, row_member };
constexpr std::uint32_t identifiers = 0b1111;

std::string identity(json::Node agent, std::uint32_t rows) {
    if (met(rows, row_mbox)) return mbox_identity(text_of(agent, "mbox"));
    if (met(rows, row_sha1)) return sha1_identity(text_of(agent, "mbox_sha1sum"));
    if (met(rows, row_openid)) return openid_identity(text_of(agent, "openid"));
    const auto account = *json::Members(agent).find("account");
    return account_identity(text_of(account, "homePage"), text_of(account, "name"));
}

void note(Pass& pass, json::Node agent, std::uint32_t rows) {
    const auto name = met(rows, row_name) ? json::Members(agent).find("name")->string() : std::string_view();
    pass.facts.agents.push_back({identity(agent, rows), name, pass.here()});
}

void expect_one_identifier(const At& at, std::uint32_t rows, std::string_view clause) {
    const auto found = std::popcount(rows & identifiers);
    if (found == 0) refuse_absence(at.place, "mbox, mbox_sha1sum, openid or account", clause);
    if (found > 1) refuse(at, "one identifier of mbox, mbox_sha1sum, openid and account, not several", clause);
}

void agent_type(Pass&, const At& at) {
    if (expect_string(at, agent_clause) != "Agent") refuse(at, "\"Agent\"", "part 2, 2.4.2.1, XAPI-00031");
}
void group_type(Pass&, const At& at) {
    if (expect_string(at, agent_clause) != "Group") refuse(at, "\"Group\"", "part 2, 2.4.2.2, XAPI-00031");
}

void members(Pass& pass, const At& at) { each_item(pass, at, agent, "part 2, 2.4.2.2, XAPI-00036"); }

std::uint32_t check_group(Pass& pass, const At& at) {
    static constexpr std::array<Property, 7> properties{{{"mbox", mbox}, {"mbox_sha1sum", mbox_sha1sum}, {"openid", openid}, {"account", account},
                                                         {"name", string}, {"objectType", group_type}, {"member", members}}};
    const auto rows = each_property(pass, at, properties, agent_clause);
    if (!met(rows, row_type)) refuse_absence(at.place, "objectType", "part 2, 2.4.2.2, XAPI-00035");
    return rows;
}
}  // namespace

void agent(Pass& pass, const At& at) {
    static constexpr std::array<Property, 6> properties{{{"mbox", mbox}, {"mbox_sha1sum", mbox_sha1sum}, {"openid", openid},
                                                         {"account", account}, {"name", string}, {"objectType", agent_type}}};
    const auto rows = each_property(pass, at, properties, agent_clause);
    expect_one_identifier(at, rows, "part 2, 2.4.2.1, XAPI-00034");
    note(pass, at.node, rows);
}

void group(Pass& pass, const At& at) {
    const auto rows = check_group(pass, at);
    if ((rows & identifiers) == 0) {
        if (!met(rows, row_member)) refuse_absence(at.place, "member", "part 2, 2.4.2.2, XAPI-00037");
        return;
    }
    expect_one_identifier(at, rows, "part 2, 2.4.2.2, XAPI-00037");
    note(pass, at.node, rows);
}

void agent_or_group(Pass& pass, const At& at) {
    if (object_type(at.node, "Agent") == "Group") group(pass, at);
    else agent(pass, at);
}

// An Agent, or the application and the user of three-legged OAuth as an anonymous Group of two (part 2, 2.4.9).
void authority(Pass& pass, const At& at) {
    constexpr std::string_view where = "part 2, 2.4.9, XAPI-00098";
    if (object_type(at.node, "Agent") != "Group") return agent(pass, at);
    if (check_group(pass, at) & identifiers) refuse(at, "an Agent or an anonymous Group", where);
    const auto member = json::Members(at.node).find("member");
    std::size_t size = 0;
    for (json::Cursor item(member ? *member : at.node); member && !item.done(); item.advance()) ++size;
    if (size != 2) refuse(at, "a Group of exactly two Agents", where);
}

}  // namespace lrs::rules

namespace lrs {

namespace {
bool has_identifier(json::Node agent) {
    constexpr std::array<std::string_view, 4> names{"mbox", "mbox_sha1sum", "openid", "account"};
    return std::ranges::any_of(names, [agent](std::string_view name) { return json::Members(agent).find(name).has_value(); });
}
}  // namespace

NamedAgent read_agent(std::string_view text, Version version, Accept accept) {
    const json::Document document(text);
    Facts facts;
    rules::Pass pass{version, facts};
    const json::Place root;
    const rules::At at{document.root(), root};
    if (accept == Accept::agents) rules::agent(pass, at);
    else rules::agent_or_group(pass, at);
    if (!has_identifier(document.root())) rules::refuse(at, "an Agent or an identified Group", "part 3, 2.1.3");
    return {std::move(facts.agents.back().identity), std::string(text)};
}

}  // namespace lrs
