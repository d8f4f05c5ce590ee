#include "identity/consents.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <map>
#include <ranges>

#include "identity/audit.hpp"
#include "identity/sql.gen.hpp"
#include "platform/error.hpp"

namespace identity {

namespace {
const ConsentText* text_of(std::string_view kind) {
    const auto found = std::ranges::find(consent_texts(), kind, &ConsentText::kind);
    return found == consent_texts().end() ? nullptr : &*found;
}

std::vector<std::string> kinds_in(std::string_view list) {
    std::vector<std::string> kinds;
    for (const auto word : std::views::split(list, ',')) {
        const std::string_view kind(word.begin(), word.end());
        if (kind.empty()) continue;
        if (!text_of(kind)) throw Error(ErrorCode::invalid, "OT_CONSENT_FIRST: there is no consent of the kind \"" + std::string(kind) + "\"");
        kinds.emplace_back(kind);
    }
    return kinds;
}

Decision decision_of(const db::Row& row) {
    return {.kind = row.text(0), .version = static_cast<int>(row.integer(1)), .given = row.integer(2) != 0, .at = row.integer(3), .source = row.text(4), .id = row.text(5)};
}
}  // namespace

Consents::Consents(db::Database& database, ConsentConfig config) : database_(database), ask_first_(kinds_in(config.ask_first)) {}

bool Consents::given(const ConsentText& text, const std::optional<Decision>& decision) const {
    if (decision && (!decision->given || decision->version == text.version)) return decision->given;
    return text.unless_withdrawn && std::ranges::find(ask_first_, text.kind) == ask_first_.end();
}

Task<std::vector<Decision>> Consents::history(OrgId org, UserId user, std::string before, int limit) {
    std::vector<Decision> decisions;
    for (const auto row : co_await database_.read(sql::consents_of, org, user, before, limit)) decisions.push_back(decision_of(row));
    co_return decisions;
}

Task<std::optional<Decision>> Consents::last(OrgId org, UserId user, std::string kind) {
    const auto rows = co_await database_.read(sql::last_consent, org, user, kind);
    co_return rows.empty() ? std::nullopt : std::optional(decision_of(rows[0]));
}

Task<std::vector<Consent>> Consents::of(OrgId org, UserId user) {
    std::vector<Consent> consents;
    for (const auto& text : consent_texts()) {
        const auto decision = co_await last(org, user, std::string(text.kind));
        consents.push_back({&text, given(text, decision), decision});
    }
    co_return consents;
}

Task<void> Consents::decide(http::Caller caller, Decision decision) {
    const auto* text = text_of(decision.kind);
    if (!text) throw Error(ErrorCode::not_found, "There is no consent of this kind.");
    if (text->version != decision.version) throw Error(ErrorCode::conflict, "The text has changed. Please read it again.").at("/version");
    co_await database_.transact([caller, decision](db::Transaction& tx) {
        tx.run(sql::add_consent, caller.org, new_uuid(), caller.user, decision.kind, decision.version, decision.given, timing::now(), decision.source);
        record(tx, act_of(caller, decision.given ? "consent.give" : "consent.withdraw", "consent", decision.kind + "/" + std::to_string(decision.version)));
    });
}

Task<std::vector<UserId>> Consents::covered(OrgId org, std::vector<UserId> people, std::string kind) {
    const auto* text = text_of(kind);
    if (!text) co_return std::vector<UserId>();
    boost::json::array ids;
    for (const auto& user : people) ids.emplace_back(user.str());
    std::map<UserId, Decision> decided;
    for (const auto row : co_await database_.read(sql::last_consents, org, boost::json::serialize(ids), kind))
        decided.emplace(row.id<UserId>(6), decision_of(row));
    std::erase_if(people, [&](const UserId& user) {
        const auto found = decided.find(user);
        return !given(*text, found == decided.end() ? std::nullopt : std::optional(found->second));
    });
    co_return people;
}

Task<bool> Consents::covers(OrgId org, UserId user, std::string kind) {
    const auto* text = text_of(kind);
    if (!text) co_return false;
    co_return given(*text, co_await last(std::move(org), std::move(user), std::move(kind)));
}

}  // namespace identity
