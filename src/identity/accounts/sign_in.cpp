#include "identity/accounts/password_rules.hpp"
#include "identity/accounts/state.hpp"
#include "identity/sql.gen.hpp"
#include "identity/tokens/refresh_tokens.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/limits/limits.hpp"

namespace identity {

namespace {
using namespace std::chrono_literals;

Error refused() { return {ErrorCode::unauthorized, "The name or the password is not right."}; }

// Somebody who guesses at one account from one place waits longest. Who guesses at one account from many places slows it down for a minute at
// most, so that its owner, elsewhere, gets in. A place is a network, where a whole school may sit: it is slowed down late and for a minute at most.
std::vector<limits::Tries> tries_at(const std::string& subject, const std::string& ip) {
    const auto place = limits::network(ip);
    return {{.bucket = "sign_in.pair", .subject = crypto::sha256_hex(subject + ' ' + place), .free = 5, .longest = 900s},
            {.bucket = "sign_in.account", .subject = crypto::sha256_hex(subject), .free = 50, .longest = 60s},
            {.bucket = "sign_in.place", .subject = crypto::sha256_hex(place), .free = 300, .longest = 60s}};
}
}  // namespace

// `subject` is the same for a name that nobody has, so that waiting tells nothing.
Task<void> Accounts::State::expect_password(std::optional<Stored> stored, std::string password, std::string subject, std::string ip) {
    auto seat = passwords.seat();
    const auto tries = tries_at(subject, ip);
    co_await backoff.begin(org, tries);
    const auto verdict = co_await passwords.verify(std::move(seat), password, stored ? stored->password : "");
    if (verdict == Passwords::Verdict::wrong) {
        // For an unknown name too, so that the time tells nothing.
        co_await record(database, act_of_stranger(org, stored ? stored->account.user : UserId(), ip, "account.refuse_sign_in"));
        throw refused();
    }
    co_await backoff.succeed(org, tries);
    if (verdict == Passwords::Verdict::outdated) co_await rehash(std::move(*stored), std::move(password));
}

Task<void> Accounts::State::rehash(Stored stored, std::string password) {
    try {
        const auto anew = co_await passwords.hash(passwords.seat(), std::move(password));
        co_await database.write(sql::rehash_password, org, stored.account.user, stored.password, anew);
    } catch (const Error&) {
        // Another sign-in will do it.
    }
}

Task<Entered> Accounts::sign_in(const http::Request& request, SignIn given) {
    const auto key = sign_in_key(given.name);
    const auto stored = co_await find_account(state_->database, state_->org, key);
    co_await state_->expect_password(stored, normalised_password(given.password), stored ? stored->account.user.str() : key, request.peer);
    if (stored->account.disabled) throw Error(ErrorCode::forbidden, "This account is closed. Please ask your administrator.");

    const auto before = co_await state_->identity.find_session(request);
    auto opened = state_->open(stored->account, given.medium);
    const auto entry = state_->entry_of(request, before, opened, given.medium);
    auto refresh = co_await state_->database.transact([state = state_.get(), entry, ip = request.peer, known = stored->account](db::Transaction& tx) {
        // The password was looked at a while ago: by now it may be another one, and the account closed.
        const auto now = load_account(tx, entry.session.org, known.user);
        if (!now || now->account.password_at != known.password_at || now->account.disabled) throw refused();
        record(tx, act_of(entry.session, ip, "account.sign_in"));
        return state->enter(tx, entry);
    });
    co_return co_await state_->entered(std::move(opened), entry, std::move(refresh));
}

Task<TokenPair> Accounts::refresh(std::string token, std::string ip) {
    const auto life = state_->identity.config().session_life;
    auto rotated = co_await state_->database.transact([org = state_->org, token, ip, life, &sessions = state_->identity.sessions()](db::Transaction& tx) {
        auto result = rotate(tx, sessions, org, token, life);
        if (result.rotation == Rotation::reused) record(tx, act_of_stranger(org, result.session.user, ip, "account.reuse_refresh_token"));
        return result;
    });
    if (rotated.rotation == Rotation::reused) state_->identity.sessions().ended(rotated.session);
    if (rotated.rotation == Rotation::just_used) throw Error(ErrorCode::conflict, "This refresh token was used a moment ago. Use the one it was taken for.");
    if (rotated.rotation != Rotation::renewed) throw Error(ErrorCode::unauthorized, "This refresh token is not taken, or not any more. Please sign in.");
    state_->identity.sessions().made(rotated.session);
    auto access = co_await state_->identity.tokens().sign(rotated.session);
    co_return TokenPair{std::move(access), std::move(rotated.next), state_->identity.tokens().life()};
}

}  // namespace identity
