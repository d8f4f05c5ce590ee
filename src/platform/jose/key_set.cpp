#include "platform/jose/key_set.hpp"

#include <boost/describe/class.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"
#include "platform/jose/discovery.hpp"
#include "platform/json/json.hpp"
#include "platform/log/log.hpp"

namespace jose {

using namespace std::chrono_literals;

struct JwkJson {
    std::string kty;
    std::optional<std::string> kid, use, alg, n, e, crv, x, y;
};
BOOST_DESCRIBE_STRUCT(JwkJson, (), (kty, kid, use, alg, n, e, crv, x, y))

struct JwkSetJson {
    std::vector<boost::json::value> keys;
};
BOOST_DESCRIBE_STRUCT(JwkSetJson, (), (keys))

namespace {
constexpr auto kept = 10min;
constexpr auto kept_without_issuer = 24h;
constexpr auto after_failure = 5s;
constexpr std::size_t most_keys = 100;

std::string octets(const std::optional<std::string>& text) { return crypto::from_base64url(text.value_or("")).value_or(""); }

std::optional<SigningKey> signing_key(const JwkJson& jwk) {
    if (jwk.use && *jwk.use != "sig") return std::nullopt;
    const bool rsa = jwk.kty == "RSA";
    if (!rsa && (jwk.kty != "EC" || jwk.crv != "P-256")) return std::nullopt;
    const auto by = rsa ? crypto::Signing::rs256 : crypto::Signing::es256;
    if (jwk.alg && crypto::signing_named(*jwk.alg) != by) return std::nullopt;
    auto key = rsa ? crypto::PublicKey::rsa(octets(jwk.n), octets(jwk.e)) : crypto::PublicKey::p256(octets(jwk.x), octets(jwk.y));
    if (!key) return std::nullopt;
    return SigningKey{jwk.kid.value_or(""), by, std::move(*key)};
}

std::optional<crypto::PublicKey> pick(const std::vector<SigningKey>& keys, std::string_view id, crypto::Signing by) {
    const auto fits = [&](const SigningKey& key) { return key.by == by && (id.empty() || key.id == id); };
    const auto found = std::ranges::find_if(keys, fits);
    if (found == keys.end() || (id.empty() && std::ranges::count_if(keys, fits) > 1)) return std::nullopt;
    return found->key;
}
}  // namespace

std::vector<SigningKey> read_key_set(std::string_view text) {
    const auto set = json::read<JwkSetJson>(text);
    std::vector<SigningKey> keys;
    for (const auto& value : set.keys) {
        if (keys.size() == most_keys) break;
        try {
            if (auto key = signing_key(json::read<JwkJson>(json::write(value)))) keys.push_back(std::move(*key));
        } catch (const Error&) {
            // RFC 7517, 5: what is not understood is left out.
        }
    }
    return keys;
}

Task<std::optional<crypto::PublicKey>> KeySet::find(std::string id, crypto::Signing by) {
    auto view = look(id, by);
    if (view.turn == Turn::fetch) co_await fetch();
    if (view.turn == Turn::wait) co_await wait();
    if (view.turn != Turn::none) {
        const std::lock_guard lock(mutex_);
        view.keys = keys_;
    }
    if (!view.keys) throw Error(ErrorCode::unavailable, "The issuer of this token cannot be asked for its keys at the moment.").retry_in(after_failure);
    co_return pick(*view.keys, id, by);
}

// Keys that are only old are fetched anew by one request while the others go on with them.
KeySet::View KeySet::look(const std::string& id, crypto::Signing by) {
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now();
    if (keys_ && now - known_since_ > kept_without_issuer) keys_.reset();
    const bool lacks = !keys_ || !pick(*keys_, id, by);
    if (!lacks && now - known_since_ < kept) return {keys_, Turn::none};
    if (fetching_) return {keys_, lacks ? Turn::wait : Turn::none};
    if (now < next_fetch_) return {keys_, Turn::none};
    fetching_ = true;
    return {keys_, Turn::fetch};
}

Task<void> KeySet::fetch() {
    std::optional<Keys> keys;
    try {
        keys = co_await fetch_keys();
    } catch (const Error& error) {
        logging::warn("jose.issuer_failed", {{"issuer", issuer_}, {"reason", error.detail}});
    } catch (...) {
        conclude(std::nullopt);
        throw;
    }
    conclude(std::move(keys));
}

Task<KeySet::Keys> KeySet::fetch_keys() {
    std::string url;
    if (where_) url = co_await where_();
    else url = (co_await discover(client_, issuer_)).jwks_uri;
    co_return read_key_set(co_await fetch_document(client_, std::move(url)));
}

void KeySet::conclude(std::optional<Keys> keys) {
    std::vector<db::Done> waiting;
    {
        const std::lock_guard lock(mutex_);
        const auto now = Clock::now();
        fetching_ = false;
        next_fetch_ = now + (keys ? refresh_ : std::min<std::chrono::milliseconds>(refresh_, after_failure));
        if (keys) {
            keys_ = std::make_shared<const Keys>(std::move(*keys));
            known_since_ = now;
        }
        waiting.swap(waiting_);
    }
    for (auto& done : waiting) done(nullptr);
}

Task<void> KeySet::wait() {
    co_await db::until_done([this](db::Done done) {
        std::unique_lock lock(mutex_);
        if (fetching_) return waiting_.push_back(std::move(done));
        lock.unlock();
        done(nullptr);
    });
}

}  // namespace jose
