#include "identity/tokens/signing_keys.hpp"

#include "identity/sql.gen.hpp"
#include "platform/crypto/crypto.hpp"

namespace identity {

namespace {
using timing::Micros;
constexpr std::size_t id_letters = 32;
constexpr Micros spare = std::chrono::microseconds(std::chrono::minutes(5)).count();  // clocks of several machines differ

// From the thumbprint of RFC 7638: its members in the order of their names, without blanks.
std::string id_of(const SigningKeys::Published& key) {
    const std::string canonical = R"({"crv":"P-256","kty":"EC","x":")" + key.x + R"(","y":")" + key.y + R"("})";
    return crypto::sha256_hex(canonical).substr(0, id_letters);
}

bool is_id(std::string_view text) { return text.size() == id_letters && text.find_first_not_of("0123456789abcdef") == text.npos; }

std::optional<crypto::PublicKey> key_of(const std::string& x, const std::string& y) {
    return crypto::PublicKey::p256(crypto::from_base64url(x).value_or(""), crypto::from_base64url(y).value_or(""));
}
}  // namespace

Task<std::shared_ptr<const SigningKeys::Signer>> SigningKeys::signer() {
    {
        const std::lock_guard lock(mutex_);
        if (signer_ && signer_->until > timing::now()) co_return signer_;
    }
    co_return co_await make();
}

// Two at once make two keys, which is harmless.
Task<std::shared_ptr<const SigningKeys::Signer>> SigningKeys::make() {
    const Micros now = timing::now(), until = now + signs_for_, accepted_until = until + token_life_ + spare;
    auto key = crypto::PrivateKey::make_p256();
    Published open{{}, crypto::to_base64url(key.x()), crypto::to_base64url(key.y())};
    open.id = id_of(open);
    co_await database_.transact([org = org_, open, now, accepted_until](db::Transaction& tx) {
        tx.run(sql::forget_signing_keys, org, now);
        tx.run(sql::add_signing_key, org, open.id, open.x, open.y, now, accepted_until);
    });
    auto made = std::make_shared<const Signer>(Signer{open.id, std::move(key), until});
    const std::lock_guard lock(mutex_);
    std::erase_if(accepted_, [now](const auto& one) { return one.second.until <= now; });
    accepted_.emplace(open.id, Accepted{key_of(open.x, open.y).value(), accepted_until});
    signer_ = made;
    co_return made;
}

std::optional<crypto::PublicKey> SigningKeys::known(const std::string& id) {
    const std::lock_guard lock(mutex_);
    const auto found = accepted_.find(id);
    if (found == accepted_.end() || found->second.until <= timing::now()) return std::nullopt;
    return found->second.key;
}

Task<std::optional<crypto::PublicKey>> SigningKeys::find(std::string id) {
    if (!is_id(id)) co_return std::nullopt;
    if (auto key = known(id)) co_return key;
    const auto rows = co_await database_.read(sql::find_signing_key, org_, id, timing::now());
    if (rows.empty()) co_return std::nullopt;
    auto key = key_of(rows[0].text(0), rows[0].text(1));
    if (!key) co_return std::nullopt;
    const std::lock_guard lock(mutex_);
    accepted_.emplace(std::move(id), Accepted{*key, rows[0].integer(2)});
    co_return key;
}

Task<std::vector<SigningKeys::Published>> SigningKeys::published() {
    const auto rows = co_await database_.read(sql::signing_keys, org_, timing::now());
    std::vector<Published> keys;
    for (const auto& row : rows) keys.push_back({row.text(0), row.text(1), row.text(2)});
    co_return keys;
}

}  // namespace identity
