#include "lrs/credentials/issuer.hpp"

#include <boost/describe/class.hpp>

#include <array>
#include <fstream>
#include <iterator>
#include <optional>

#include "lrs/credentials/scopes.hpp"
#include "lrs/json/raw.hpp"
#include "platform/client/addresses.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace lrs {

struct IssuerJson {
    std::string issuer, audience;
    std::optional<std::string> organisation, scope_claim;
    std::optional<std::map<std::string, std::string>> scopes;
    std::optional<int> refresh_seconds;
};
BOOST_DESCRIBE_STRUCT(IssuerJson, (), (issuer, audience, organisation, scope_claim, scopes, refresh_seconds))

struct IssuersJson {
    std::vector<IssuerJson> issuers;
};
BOOST_DESCRIBE_STRUCT(IssuersJson, (), (issuers))

}  // namespace lrs

template <>
inline constexpr auto json::limits<lrs::IssuerJson> = std::array{json::text("issuer", 8, 2000), json::text("audience", 1, 2000), json::text("organisation", 1, 200),
                                                                 json::text("scope_claim", 1, 200), json::number("refresh_seconds", 1, 3600)};

namespace lrs {

namespace {
std::string text_of(std::string_view setting) {
    if (setting.starts_with('[')) return std::string(setting);
    std::ifstream file{std::string(setting)};
    if (!file) throw Error(ErrorCode::invalid, "OT_XAPI_ISSUERS: expected a JSON array or the path of a file that can be read");
    return {std::istreambuf_iterator<char>(file), {}};
}

Issuer to_issuer(IssuerJson json, const OrgId& default_org) {
    if (!client::is_web_url(json.issuer)) throw Error(ErrorCode::invalid, "issuer: expected an http or https URL");
    Issuer issuer{.url = std::move(json.issuer), .audience = std::move(json.audience), .org = json.organisation ? OrgId(*json.organisation) : default_org};
    if (json.scope_claim) issuer.scope_claim = std::move(*json.scope_claim);
    if (json.refresh_seconds) issuer.refresh = std::chrono::seconds(*json.refresh_seconds);
    for (const auto& [theirs, ours] : json.scopes.value_or(std::map<std::string, std::string>{})) issuer.scopes.emplace(theirs, scopes_named(split_scopes(ours)));
    return issuer;
}
}  // namespace

std::vector<Issuer> read_issuers(std::string_view setting, const OrgId& default_org) {
    std::vector<Issuer> issuers;
    if (raw::trimmed(setting).empty()) return issuers;
    try {
        auto read = json::read<IssuersJson>("{\"issuers\":" + text_of(raw::trimmed(setting)) + '}');
        for (auto& issuer : read.issuers) issuers.push_back(to_issuer(std::move(issuer), default_org));
    } catch (const Error& error) {
        if (error.detail.starts_with("OT_")) throw;
        throw Error(ErrorCode::invalid, "OT_XAPI_ISSUERS" + error.pointer + ": " + error.detail);
    }
    return issuers;
}

}  // namespace lrs
