#include "identity/accounts/passwords.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include "platform/error.hpp"

namespace identity {

namespace {
using namespace std::chrono_literals;
constexpr int seats = 100;
constexpr int politeness = 10;

// Who signs in waits for a moment anyway; who is in the middle of a lesson should not.
void be_polite() {
    thread_local const int done = setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), politeness);
    (void)done;
}
}  // namespace

Passwords::Passwords(crypto::Argon2Cost cost, int threads) : cost_(cost), nobodys_(crypto::hash_of_nothing(cost)), pool_(threads) {}

Passwords::Seat Passwords::seat() {
    Seat taken(taken_);
    if (taken_.fetch_add(1) >= seats) throw Error(ErrorCode::unavailable, "Very many people are signing in. Please try again in a moment.").retry_in(2s);
    return taken;
}

Task<std::string> Passwords::hash([[maybe_unused]] Seat seat, std::string password) {
    co_return co_await pool_.run([this, &password] {
        be_polite();
        return crypto::hash_password(password, cost_);
    });
}

Task<Passwords::Verdict> Passwords::verify([[maybe_unused]] Seat seat, std::string password, std::string hash) {
    co_return co_await pool_.run([this, &password, &hash] {
        be_polite();
        if (!crypto::verify_password(password, hash.empty() ? nobodys_ : hash) || hash.empty()) return Verdict::wrong;
        return crypto::cost_of(hash) == cost_ ? Verdict::right : Verdict::outdated;
    });
}

}  // namespace identity
