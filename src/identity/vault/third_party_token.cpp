#include <boost/describe/class.hpp>

#include "identity/sql.gen.hpp"
#include "identity/vault/state.hpp"
#include "platform/clock/pause.hpp"
#include "platform/json/json.hpp"

namespace identity {

BOOST_DESCRIBE_STRUCT(ThirdPartyToken, (), (access, refresh, expires_at))

namespace {
using namespace std::chrono_literals;
using timing::Micros;

constexpr Micros micros(std::chrono::milliseconds span) { return std::chrono::microseconds(span).count(); }
constexpr Micros margin = micros(60s), lease = micros(30s), rest = micros(5s);
constexpr auto patience_with_others = 40s;
constexpr auto between_looks = 50ms;

// What one process does to refresh one token.
struct Refreshing {
    SecretPlace place;
    SealedSecret seen;
    ThirdPartyToken token;
};

// Whether it is now ours to refresh.
Task<bool> claim(db::Database& database, const Refreshing& task, const std::string& holder) {
    const auto now = timing::now();
    const auto claimed =
        co_await database.write(sql::claim_secret, task.place.org, task.place.purpose, task.place.id, task.seen.sealed, holder, now + lease, now);
    co_return claimed.affected() == 1;
}

Task<void> give_up(db::Database& database, SecretPlace place, std::string holder) {
    co_await database.write(sql::rest_secret, place.org, place.purpose, place.id, holder, timing::now() + rest);
}

Error failed_before() { return Error(ErrorCode::unavailable, "The other system did not renew its token a moment ago.").retry_in(5s); }
}  // namespace

void Vault::put(db::Transaction& tx, const SecretPlace& place, const ThirdPartyToken& token) { put(tx, place, json::write(token)); }

// What comes late, when another holds the lease already, is let go: the other system counts the newest.
Task<ThirdPartyToken> Vault::refresh(SecretPlace place, ThirdPartyToken old, std::string holder, const RefreshToken& refresh) {
    std::exception_ptr failure;
    ThirdPartyToken next;
    try {
        next = co_await refresh(std::move(old));
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure) {
        co_await give_up(state_->database, std::move(place), std::move(holder));
        std::rethrow_exception(failure);
    }
    co_await ready();
    co_await state_->database.transact([this, place, next, holder](db::Transaction& tx) {
        const auto rows = tx.run(sql::find_secret, place.org, place.purpose, place.id);
        if (!rows.empty() && sealed_secret_of(rows[0]).holder == holder) put(tx, place, next);
    });
    co_return next;
}

Task<std::string> Vault::access_token(SecretPlace place, RefreshToken refresh_by) {
    const auto until = timing::in(patience_with_others);
    while (std::chrono::steady_clock::now() < until) {
        const auto seen = co_await state_->load(place);
        if (!seen) throw Error(ErrorCode::not_found, "There is no token for this.");
        auto token = json::read<ThirdPartyToken>(co_await state_->open(place, *seen));
        if (token.expires_at > timing::now() + margin) co_return token.access;
        const bool held = seen->lease_until > timing::now();
        if (held && seen->holder.empty()) throw failed_before();
        const Refreshing task{place, *seen, token};
        const auto holder = new_uuid();
        if (!held && co_await claim(state_->database, task, holder)) co_return (co_await refresh(place, token, holder, refresh_by)).access;
        co_await timing::pause(between_looks);
    }
    throw Error(ErrorCode::timeout, "The other system's token was not renewed in time.");
}

}  // namespace identity
