#include "identity/privacy.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

#include "lrs/erasure/pseudonym.hpp"
#include "lrs/forwarding/outgoing.hpp"
#include "lrs/jobs/movers_state.hpp"
#include "lrs/json/readable.hpp"
#include "lrs/moving/export.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/statement/agent.hpp"
#include "lrs/statement/validate.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/db/bytes.hpp"

namespace lrs {

namespace {
constexpr std::int64_t documents_at_once = 20;

// By what statements know the person: the account that this server's rooms name them with, and in records of other systems a mailbox that is proved to be
// theirs, or an account at an issuer, as bearer tokens of that issuer name it (credentials/).
std::vector<std::string> names_of(const Movers::State& movers, const identity::Person& person) {
    const auto server = server_of(movers.lrs.config.home_page), unnamed = server_of(Config{}.home_page);
    std::vector names{account_identity(server, person.user.str())};
    if (server != unnamed) names.push_back(account_identity(unnamed, person.user.str()));  // from before the operator gave the server its name
    for (const auto& [issuer, name] : person.aliases) names.push_back(issuer.empty() ? mbox_identity("mailto:" + name) : account_identity(issuer, name));
    return identities_of(names);
}

// "" for a statement that one of the names has in actor or object: it is in the export by that name.
Task<std::string> unless_named(std::vector<std::string> names, std::string body, int edition) {
    const Readable document(body);
    const auto facts = validate(document.root(), edition == 2 ? Version::v2_0_0 : Version::v1_0_3);
    const auto is_there = [&names](const AgentFact& agent) {
        return agent.relation == Relation::direct && std::ranges::find(names, agent.identity) != names.end();
    };
    co_return std::ranges::any_of(facts.agents, is_there) ? "" : body;
}

// What the person did and what was done to them, as the store would hand it to another one: attachments as lines of their own. Not where they are only
// the instructor or in the group of others, whose records those are.
Task<void> take_out_statements(Movers::State& movers, identity::Takeout& takeout, OrgId org, std::string name, std::vector<std::string> before) {
    ExportForm form{.attachments = true};
    if (!before.empty()) form.rewrite = [before](std::string body, int edition) { return unless_named(before, std::move(body), edition); };
    Export statements(movers.lrs.database, {.org = org, .agent = name}, std::move(form));
    while (const auto piece = co_await statements.next()) co_await takeout.append("statements.ndjson", *piece);
}

std::string document_of(const db::Row& row) {
    const auto content = db::text_of(row.bytes(4));
    boost::json::object document{{"name", row.text(1)}, {"registration", row.text(2)}, {"content_type", row.text(3)}, {"updated_at", timing::to_rfc3339(row.integer(5))}};
    if (json::is_utf8(content)) document["text"] = content;
    else document["base64url"] = crypto::to_base64url(content);
    return boost::json::serialize(document);
}

Task<void> take_out_documents(Movers::State& movers, identity::Takeout& takeout, OrgId org, std::string name) {
    const auto agent = key_of(org, KeyKind::agent, name);
    std::string after;
    for (std::int64_t found = documents_at_once; found == documents_at_once;) {
        const auto rows = co_await movers.lrs.database.read(sql::take_out_documents, org, agent, after, documents_at_once);
        for (const auto row : rows) co_await takeout.add("documents.json", document_of(row));
        found = static_cast<std::int64_t>(rows.size());
        if (found > 0) after = rows[rows.size() - 1].text(0);
    }
}

Task<void> take_out(Movers::State& movers, identity::Takeout& takeout, identity::Person person) {
    std::vector<std::string> before;
    for (const auto& name : names_of(movers, person)) {
        co_await take_out_statements(movers, takeout, person.org, name, before);
        co_await take_out_documents(movers, takeout, person.org, name);
        before.push_back(name);
    }
}

ErasureMode mode_of(const MoversConfig& config) { return config.deleted_statements == "pseudonymise" ? ErasureMode::pseudonymise : ErasureMode::erase; }

// The store's own erasure, under an id that follows from the key, so that asking again finds it.
Task<bool> settle(Movers::State& movers, identity::Person person, std::string key) {
    Erasure erasure{.org = person.org, .id = uuid_of(key + person.user.str()), .mode = mode_of(movers.config)};
    const auto known = co_await movers.erasures.find(person.org, erasure.id);
    if (known) co_return known->done;
    erasure.identities = names_of(movers, person);
    erasure.made_at = timing::now();
    co_await movers.erasures.add(erasure);
    movers.erasure_job.wake();
    co_return false;
}
}  // namespace

identity::PrivacyPart privacy_part(Movers& movers) {
    auto& state = movers.state();
    return {.name = "records",
            .take_out = [&state](identity::Takeout& takeout, identity::Person person) { return take_out(state, takeout, std::move(person)); },
            .stop = {},
            .erase = {},
            .settle = [&state](identity::Person person, std::string key) { return settle(state, std::move(person), std::move(key)); }};
}

}  // namespace lrs
