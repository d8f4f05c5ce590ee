#include "lrs/credentials/credentials.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lrs/sql.gen.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"

namespace lrs {

namespace {
constexpr std::size_t most_remembered = 10'000;
constexpr std::chrono::seconds believed{5}, token_believed{60};
// What a guest may do; what each scope reaches is narrowed to its learner (http/guests.cpp). Without `define`: content from outside must not
// change what the store says of activities.
constexpr unsigned guest_scopes = scope_statements_write | scope_statements_read_mine | scope_state | scope_profile;
constexpr std::int64_t guest_requests_per_minute = 600;
constexpr timing::Micros day = 24LL * 3600 * 1'000'000;

Error unauthorized() { return {ErrorCode::unauthorized, "These credentials are not known here (xAPI part 3, 4.0, XAPI-00334)."}; }

// What follows the scheme, whose case does not matter (RFC 7235, 2.1).
std::optional<std::string_view> after_scheme(std::string_view authorization, std::string_view scheme) {
    const bool fits = std::ranges::equal(authorization.substr(0, scheme.size()), scheme, [](char a, char b) { return (a | 0x20) == (b | 0x20); });
    return fits ? std::optional(authorization.substr(scheme.size())) : std::nullopt;
}

struct Pair {
    std::string id, secret;
};
std::optional<Pair> basic_pair(std::string_view authorization) {
    const auto text = after_scheme(authorization, "basic ");
    if (!text) return std::nullopt;
    const auto decoded = crypto::from_base64(*text);
    const auto colon = decoded ? decoded->find(':') : std::string::npos;
    if (colon == std::string::npos) return std::nullopt;
    return Pair{decoded->substr(0, colon), decoded->substr(colon + 1)};
}
}  // namespace

Credentials::Credentials(db::Database& database, Config config, OrgId default_org, client::Client* client)
    : database_(database), config_(std::move(config)), default_org_(std::move(default_org)), issuers_(read_issuers(config_.issuers, default_org_), client) {}

std::string Credentials::challenge() const { return issuers_.any() ? R"(Basic realm="xAPI", Bearer realm="xAPI")" : R"(Basic realm="xAPI")"; }

std::optional<Credential> Credentials::remembered(const std::string& hash) {
    const std::lock_guard lock(mutex_);
    const auto found = verified_.find(hash);
    if (found == verified_.end() || found->second.until < std::chrono::steady_clock::now()) return std::nullopt;
    return found->second.credential;
}

void Credentials::forget_verified() {
    const std::lock_guard lock(mutex_);
    verified_.clear();
}

void Credentials::remember(const std::string& hash, const Credential& credential, timing::Deadline until) {
    const std::lock_guard lock(mutex_);
    if (verified_.size() >= most_remembered) verified_.clear();
    verified_.insert_or_assign(hash, Verified{credential, until});
}

Task<Credential> Credentials::verify(std::string_view authorization) {
    const auto who = co_await identify(authorization);
    if (who.limits.requests_per_minute > 0) rates_.take(who.id, who.limits.requests_per_minute);
    co_return who;
}

Task<Credential> Credentials::identify(std::string_view authorization) {
    const auto hash = crypto::sha256_hex(authorization);
    if (auto known = remembered(hash)) co_return std::move(*known);
    if (const auto token = after_scheme(authorization, "bearer "); token && issuers_.any()) co_return co_await verify_token(*token, hash);
    auto pair = basic_pair(authorization);
    if (!pair) throw unauthorized();
    const auto credential = co_await look_up(std::move(pair->id), std::move(pair->secret));
    remember(hash, credential, timing::in(believed));
    co_return credential;
}

Task<Credential> Credentials::verify_token(std::string_view token, const std::string& hash) {
    auto [credential, expires] = co_await issuers_.verify(token);
    const std::chrono::seconds left{expires + leeway_seconds - timing::now() / 1'000'000};
    remember(hash, credential, timing::in(std::min(token_believed, left)));
    co_return credential;
}

Task<Credential> Credentials::look_up(std::string id, std::string secret) {
    if (!config_.public_key.empty() && id == config_.public_key) {
        if (!crypto::equal_secrets(secret, config_.secret_key)) throw unauthorized();
        co_return Credential{default_org_, id, scope_all, {}};
    }
    const auto rows = co_await database_.read(sql::find_xapi_key, id);
    if (rows.empty() && guests_) co_return co_await look_up_guest(std::move(id), std::move(secret));
    if (rows.empty() || !crypto::equal_secrets(rows[0].text(1), crypto::sha256_hex(secret))) throw unauthorized();
    co_return Credential{rows[0].id<OrgId>(0), id, scopes_named(split_scopes(rows[0].text(2))), {rows[0].integer(3), rows[0].integer(4)}};
}

Task<Credential> Credentials::look_up_guest(std::string id, std::string secret) {
    auto guest = std::make_shared<Guest>(co_await guests_->find(std::move(id), std::move(secret)));
    if (guest->account.empty()) throw unauthorized();
    co_return Credential{.org = guest->org, .id = guest->id, .scopes = guest_scopes, .limits = {.requests_per_minute = guest_requests_per_minute}, .guest = guest};
}

Task<void> Credentials::charge(const Credential& who, std::size_t statements) {
    const auto allowed = who.limits.statements_per_day, wanted = static_cast<std::int64_t>(statements);
    if (allowed == 0 || wanted == 0) co_return;
    const auto now = timing::now(), today = now / day;
    const auto over = Error(ErrorCode::over_quota, fmt::format("This key may store {} statements a day, and these are more than what is left of it.", allowed))
                          .retry_in(std::chrono::milliseconds(((today + 1) * day - now) / 1000));
    if (wanted > allowed) throw over;
    const auto taken = co_await database_.write(sql::take_quota, who.org, who.id, today, wanted, allowed);
    if (taken.empty()) throw over;
}

Task<void> Credentials::forget_quotas() { co_await database_.write(sql::forget_quotas, timing::now() / day); }

namespace {
// The secret has 256 random bits, so a plain hash keeps it.
void insert_key(db::Transaction& tx, const OrgId& org, const NewKey& made, const identity::Act& act) {
    const auto& key = made.key;
    tx.run(sql::add_xapi_key, org, key.id, crypto::sha256_hex(made.secret), key.label, join_scopes(key.scopes), key.made_at, key.limits.requests_per_minute,
           key.limits.statements_per_day);
    identity::record(tx, act);
}

bool revoke_key(db::Transaction& tx, const OrgId& org, const std::string& id, const identity::Act& act) {
    if (tx.run(sql::revoke_xapi_key, org, id, timing::now()).affected() == 0) return false;
    identity::record(tx, act);
    return true;
}
}  // namespace

Task<NewKey> Credentials::make(OrgId org, std::string label, std::vector<std::string> scopes, KeyLimits limits, identity::Act act) {
    scopes = names_of(scopes_named(scopes));
    NewKey made{{.id = crypto::random_hex(16), .label = std::move(label), .scopes = std::move(scopes), .limits = limits, .made_at = timing::now(), .revoked_at = {}},
                crypto::random_hex(32)};
    act.subject = made.key.id;
    co_await database_.transact([org, made, act](db::Transaction& tx) { insert_key(tx, org, made, act); });
    co_return made;
}

Task<std::vector<Key>> Credentials::list(OrgId org) {
    std::vector<Key> keys;
    for (const auto& row : co_await database_.read(sql::list_xapi_keys, org))
        keys.push_back({row.text(0), row.text(1), split_scopes(row.text(2)), {row.integer(5), row.integer(6)}, row.integer(3), row.optional_integer(4)});
    co_return keys;
}

Task<bool> Credentials::change(OrgId org, std::string id, std::string label, std::vector<std::string> scopes, KeyLimits limits, identity::Act act) {
    act.subject = id;
    const auto joined = join_scopes(names_of(scopes_named(scopes)));
    const bool changed = co_await database_.transact([=](db::Transaction& tx) {
        const bool met = tx.run(sql::change_xapi_key, org, id, label, joined, limits.requests_per_minute, limits.statements_per_day).affected() > 0;
        if (met) identity::record(tx, act);
        return met;
    });
    forget_verified();
    co_return changed;
}

Task<bool> Credentials::revoke(OrgId org, std::string id, identity::Act act) {
    act.subject = id;
    const bool revoked = co_await database_.transact([org, id, act](db::Transaction& tx) { return revoke_key(tx, org, id, act); });
    forget_verified();
    co_return revoked;
}

}  // namespace lrs
