#include <algorithm>
#include <array>
#include <bit>

#include "lrs/statement/agent.hpp"
#include "lrs/statement/formats.hpp"
#include "lrs/statement/rules.hpp"
#include "platform/error.hpp"

namespace lrs {

namespace {
std::string joined(std::initializer_list<std::string_view> parts) {
    std::size_t size = 0;
    for (const auto part : parts) size += part.size();
    std::string whole;
    whole.reserve(size);
    for (const auto part : parts) whole += part;
    return whole;
}
}  // namespace

std::string mbox_identity(std::string_view mbox) {
    const auto at = mbox.rfind('@') + 1;
    auto identity = joined({"mbox:", mbox});
    for (auto letter = identity.end() - static_cast<std::ptrdiff_t>(mbox.size() - at); letter != identity.end(); ++letter) *letter = text::lower(*letter);
    return identity;
}
std::string sha1_identity(std::string_view sum) { return "sha1:" + lower_case(sum); }
std::string openid_identity(std::string_view openid) { return joined({"openid:", openid}); }
std::string account_identity(std::string_view home_page, std::string_view name) { return joined({"account:", name, "@", home_page}); }
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
    const auto found = each_property(pass, at, properties, "part 2, 2.4.2.4");
    if (!found.has(0)) refuse_absence(at.place, "homePage", "part 2, 2.4.2.4, XAPI-00042");
    if (!found.has(1)) refuse_absence(at.place, "name", "part 2, 2.4.2.4, XAPI-00043");
}

// The rows of both tables below: the identifiers first.
enum Row { row_mbox, row_sha1, row_openid, row_account, row_name, row_type, row_member };
constexpr std::uint32_t identifiers = 0b1111;

std::string identity(const Found& agent) {
    if (agent.has(row_mbox)) return mbox_identity(agent[row_mbox].string());
    if (agent.has(row_sha1)) return sha1_identity(agent[row_sha1].string());
    if (agent.has(row_openid)) return openid_identity(agent[row_openid].string());
    json::Members account(agent[row_account]);
    const auto home_page = account.find("homePage")->string();
    return account_identity(home_page, account.find("name")->string());
}

void note(Pass& pass, const Found& agent) {
    const auto name = agent.has(row_name) ? agent[row_name].string() : std::string_view();
    pass.facts.agents.push_back({identity(agent), name, pass.here()});
}

void expect_one_identifier(const At& at, const Found& agent, std::string_view clause) {
    const auto found = std::popcount(agent.rows() & identifiers);
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

Found check_group(Pass& pass, const At& at) {
    static constexpr std::array<Property, 7> properties{{{"mbox", mbox}, {"mbox_sha1sum", mbox_sha1sum}, {"openid", openid}, {"account", account},
                                                         {"name", string}, {"objectType", group_type}, {"member", members}}};
    const auto found = each_property(pass, at, properties, agent_clause);
    if (!found.has(row_type)) refuse_absence(at.place, "objectType", "part 2, 2.4.2.2, XAPI-00035");
    return found;
}
}  // namespace

void agent(Pass& pass, const At& at) {
    static constexpr std::array<Property, 6> properties{{{"mbox", mbox}, {"mbox_sha1sum", mbox_sha1sum}, {"openid", openid},
                                                         {"account", account}, {"name", string}, {"objectType", agent_type}}};
    const auto found = each_property(pass, at, properties, agent_clause);
    expect_one_identifier(at, found, "part 2, 2.4.2.1, XAPI-00034");
    note(pass, found);
}

void group(Pass& pass, const At& at) {
    const auto found = check_group(pass, at);
    if ((found.rows() & identifiers) == 0) {
        if (!found.has(row_member)) refuse_absence(at.place, "member", "part 2, 2.4.2.2, XAPI-00037");
        return;
    }
    expect_one_identifier(at, found, "part 2, 2.4.2.2, XAPI-00037");
    note(pass, found);
}

void agent_or_group(Pass& pass, const At& at) {
    if (object_type(at.node, "Agent") == "Group") group(pass, at);
    else agent(pass, at);
}

// An Agent, or the application and the user of three-legged OAuth as an anonymous Group of two (part 2, 2.4.9).
void authority(Pass& pass, const At& at) {
    constexpr std::string_view where = "part 2, 2.4.9, XAPI-00098";
    if (object_type(at.node, "Agent") != "Group") return agent(pass, at);
    const auto found = check_group(pass, at);
    if ((found.rows() & identifiers) != 0) refuse(at, "an Agent or an anonymous Group", where);
    std::size_t size = 0;
    if (found.has(row_member))
        for (json::Cursor item(found[row_member]); !item.done(); item.advance()) ++size;
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

namespace {
json::Document agent_document(std::string_view text, const json::Place& place) try {
    return json::Document(text);
} catch (const Error& error) {
    const auto pointer = place.pointer();
    throw Error(error.code, joined({pointer, error.pointer, ": ", error.detail, " (xAPI part 2, 2.2, XAPI-00012)"})).at(pointer + error.pointer);
}
}  // namespace

NamedAgent read_agent(std::string_view text, Version version, Accept accept, const json::Place& place) {
    const auto document = agent_document(text, place);
    Facts facts;
    rules::Pass pass{version, facts};
    const rules::At at{document.root(), place};
    if (accept == Accept::agents) rules::agent(pass, at);
    else rules::agent_or_group(pass, at);
    if (!has_identifier(document.root())) rules::refuse(at, "an Agent or an identified Group", "part 3, 2.1.3");
    return {std::move(facts.agents.back().identity), std::string(text)};
}

NamedAgent read_agent(std::string_view text, Version version, Accept accept) {
    const json::Place root;
    return read_agent(text, version, accept, {&root, "agent"});
}

// Refusals begin with the place, "/NAME…".
NamedAgent read_agent_parameter(std::string_view name, std::string_view text, Version version, Accept accept) try {
    const json::Place root;
    return read_agent(text, version, accept, {&root, name});
} catch (const Error& error) {
    throw Error(error.code, joined({"the parameter ", std::string_view(error.detail).substr(1)}));
}

}  // namespace lrs
