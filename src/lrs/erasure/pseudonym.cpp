#include "lrs/erasure/pseudonym.hpp"

#include <algorithm>

#include "lrs/json/raw.hpp"
#include "lrs/statement/agent.hpp"
#include "lrs/statement/shape.hpp"
#include "platform/crypto/crypto.hpp"

namespace lrs {

std::vector<std::string> identities_of(const std::string& identity) {
    constexpr std::string_view mbox = "mbox:";
    if (!identity.starts_with(mbox)) return {identity};
    return {identity, sha1_identity(crypto::sha1_hex(std::string_view(identity).substr(mbox.size())))};
}

std::vector<std::string> identities_of(const std::vector<std::string>& identities) {
    std::vector<std::string> all;
    for (const auto& identity : identities)
        for (auto& one : identities_of(identity))
            if (std::ranges::find(all, one) == all.end()) all.push_back(std::move(one));
    return all;
}

namespace {
std::string text_of(const std::vector<raw::Member>& members, std::string_view name) {
    const auto value = raw::find(members, name);
    return value.starts_with('"') ? raw::unquoted(value) : std::string();
}

// "" for what is no agent.
std::string identity_of(const std::vector<raw::Member>& members) {
    if (const auto mbox = text_of(members, "mbox"); !mbox.empty()) return mbox_identity(mbox);
    if (const auto sum = text_of(members, "mbox_sha1sum"); !sum.empty()) return sha1_identity(sum);
    if (const auto openid = text_of(members, "openid"); !openid.empty()) return openid_identity(openid);
    const auto account = raw::find(members, "account");
    if (!raw::is_object(account)) return {};
    const auto parts = raw::members(account);
    return account_identity(text_of(parts, "homePage"), text_of(parts, "name"));
}

bool is_any(const std::vector<std::string>& identities, const std::vector<raw::Member>& agent) {
    return std::ranges::find(identities, identity_of(agent)) != identities.end();
}

class Rewriter {
public:
    Rewriter(const std::vector<std::string>& identities, std::string_view home_page, std::string_view name)
        : identities_(identities), home_page_(home_page), name_(name) {}

    void write(std::string& out, std::string_view value) const {
        if (raw::is_object(value)) write_object(out, raw::members(value));
        else if (raw::is_array(value)) write_array(out, value);
        else out += value;
    }

private:
    void write_object(std::string& out, const std::vector<raw::Member>& members) const {
        if (is_any(identities_, members)) return write_pseudonym(out, members);
        raw::ObjectWriter object(out);
        for (const auto& [name, value] : members) {
            if (name == "attachments" && raw::is_array(value)) write_attachments(object, value);
            else write(object.begin(name), value);
        }
        object.close();
    }

    void write_pseudonym(std::string& out, const std::vector<raw::Member>& members) const {
        const auto type = raw::find(members, "objectType"), group = raw::find(members, "member");
        raw::ObjectWriter object(out);
        if (!type.empty()) object.add("objectType", type);
        object.add("account", "{\"homePage\":" + raw::quoted(home_page_) + ",\"name\":" + raw::quoted(name_) + '}');
        if (!group.empty()) write(object.begin("member"), group);
        object.close();
    }

    void write_array(std::string& out, std::string_view array) const {
        out += '[';
        bool first = true;
        for (const auto item : raw::items(array)) {
            if (!std::exchange(first, false)) out += ',';
            write(out, item);
        }
        out += ']';
    }

    void write_attachments(raw::ObjectWriter& object, std::string_view array) const {
        std::string kept;
        for (const auto item : raw::items(array))
            if (!is_signature(item)) write(kept.append(kept.empty() ? "" : ","), item);
        if (!kept.empty()) object.add("attachments", '[' + kept + ']');
    }

    const std::vector<std::string>& identities_;
    std::string_view home_page_, name_;
};
}  // namespace

bool acts(std::string_view statement, const std::vector<std::string>& identities) {
    const auto actor = raw::members(raw::find(raw::members(statement), "actor"));
    const auto group = raw::find(actor, "member");
    if (is_any(identities, actor)) return true;
    if (group.empty() || !identity_of(actor).empty()) return false;
    const auto members = raw::items(group);
    return !members.empty() && std::ranges::all_of(members, [&](std::string_view member) { return is_any(identities, raw::members(member)); });
}

std::string authority_of(std::string_view statement) {
    const auto authority = raw::find(raw::members(statement), "authority");
    if (!raw::is_object(authority)) return {};
    const auto members = raw::members(authority);
    const auto group = raw::find(members, "member");
    if (group.empty()) return identity_of(members);
    std::string both;
    for (const auto member : raw::items(group)) both.append(both.empty() ? "" : "\n").append(identity_of(raw::members(member)));
    return both;
}

std::string without_agent(std::string_view statement, const std::vector<std::string>& identities, std::string_view home_page, std::string_view name) {
    std::string out;
    Rewriter(identities, home_page, name).write(out, statement);
    return out;
}

}  // namespace lrs
