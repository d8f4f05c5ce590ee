#include "identity/accounts/password_rules.hpp"
#include "identity/accounts/state.hpp"
#include "identity/accounts/tickets.hpp"
#include "identity/sql.gen.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/limits/limits.hpp"

namespace identity {

namespace {
using namespace std::chrono_literals;

constexpr std::string_view reset_job = "identity.reset";

struct ResetOrder {
    std::string user;  // "" when nobody has the address
};
BOOST_DESCRIBE_STRUCT(ResetOrder, (), (user))

void expect_mail(const OrderMail& order) {
    if (!order) throw Error(ErrorCode::unavailable, "This server sends no mail. Please ask your administrator.");
}

// Nobody's mailbox is filled by a stranger, and nobody asks for address after address. What is counted is the same for addresses that nobody has.
std::vector<limits::Tries> tries_for(const std::string& key, const std::string& ip) {
    return {{.bucket = "mail.address", .subject = crypto::sha256_hex(key), .free = 3, .longest = 900s},
            {.bucket = "mail.place", .subject = crypto::sha256_hex(limits::network(ip)), .free = 30, .longest = 60s}};
}

Task<void> order_reset(Accounts::State& state, jobs::Job job) {
    const auto order = job.read<ResetOrder>();
    co_await state.database.transact([&state, job, user = UserId(order.user)](db::Transaction& tx) {
        jobs::finish(tx, job);
        if (!user.empty()) state.mail(tx, user, MailAbout::reset, job.trace);
    });
}

Task<void> forget_tickets(db::Database& database) { co_await database.write(sql::forget_tickets, timing::now()); }
}  // namespace

Task<std::optional<std::string>> Accounts::issue_ticket(OrgId org, Addressee to, MailAbout about) {
    return state_->database.transact([org, to, about](db::Transaction& tx) -> std::optional<std::string> {
        const auto stored = load_account(tx, org, to.user);
        if (!stored || stored->account.disabled || to.email.empty() || stored->account.email != to.email) return std::nullopt;
        if (about == MailAbout::address && stored->account.email_verified) return std::nullopt;
        return insert_ticket(tx, org, stored->account, about);
    });
}

Task<void> Accounts::ask_verification(http::Caller caller) {
    const auto stored = co_await state_->own(caller);
    expect_mail(state_->order_mail);
    if (stored.account.email.empty()) throw Error(ErrorCode::conflict, "Your account has no address.");
    if (stored.account.email_verified) throw Error(ErrorCode::conflict, "Your address is verified already.");
    co_await state_->backoff.begin(caller.org, tries_for(sign_in_key(stored.account.email), caller.ip));
    co_await state_->database.transact([state = state_.get(), caller](db::Transaction& tx) { state->mail(tx, caller.user, MailAbout::address, caller.trace); });
}

Task<void> Accounts::verify_address(http::Request request, std::string ticket) {
    expect_mail(state_->order_mail);
    co_await state_->database.transact([org = state_->org, ticket, ip = request.peer](db::Transaction& tx) {
        const auto user = use_ticket(tx, org, ticket, MailAbout::address);
        tx.run(sql::set_email_verified, org, user, timing::now());
        record(tx, act_of_stranger(org, user, ip, "account.verify_address"));
    });
}

// Whatever depends on whether somebody has the address happens in a job, after the answer.
Task<void> Accounts::ask_reset(http::Request request, std::string address) {
    expect_mail(state_->order_mail);
    const auto key = sign_in_key(address);
    if (key.find('@') == key.npos) throw Error(ErrorCode::invalid, "expected an e-mail address").at("/email");
    const auto stored = co_await find_account(state_->database, state_->org, key);
    co_await state_->backoff.begin(state_->org, tries_for(key, request.peer));
    const auto user = stored && !stored->account.disabled ? stored->account.user : UserId();
    co_await state_->database.transact([org = state_->org, user, ip = request.peer, trace = request.trace](db::Transaction& tx) {
        record(tx, act_of_stranger(org, user, ip, "account.ask_reset"));
        jobs::enqueue(tx, {.org = org, .kind = std::string(reset_job), .payload = json::write(ResetOrder{user.str()}), .trace = trace});
    });
}

// That the mail arrived also shows whose the address is.
Task<void> Accounts::reset_password(http::Request request, std::string ticket, std::string next) {
    expect_mail(state_->order_mail);
    const auto user = co_await find_ticket(state_->database, state_->org, ticket, MailAbout::reset);
    const auto stored = co_await load_account(state_->database, state_->org, user);
    if (!stored) throw Error(ErrorCode::not_found, "This account is gone.");
    const auto password = normalised_password(next);
    const auto address = sign_in_key(stored->account.email);
    check_password(password, state_->password_least, {sign_in_key(stored->account.name), address, address.substr(0, address.find('@'))}, "/password");
    const auto hash = co_await state_->passwords.hash(state_->passwords.seat(), password);
    co_await state_->database.transact([state = state_.get(), ticket, hash, ip = request.peer, trace = request.trace](db::Transaction& tx) {
        const auto now = timing::now();
        const auto owner = use_ticket(tx, state->org, ticket, MailAbout::reset);
        tx.run(sql::set_password, state->org, owner, hash, now);
        tx.run(sql::set_email_verified, state->org, owner, now);
        state->identity.sessions().end_all(tx, state->org, owner);
        record(tx, act_of_stranger(state->org, owner, ip, "account.reset_password"));
        state->mail(tx, owner, MailAbout::password_changed, trace);
    });
    state_->identity.sessions().changed(user);
}

void tend(jobs::Jobs& jobs, Accounts& accounts) {
    auto& state = accounts.state();
    jobs.add({.name = "identity.forget_tickets", .cron = "31 * * * *"}, [&state](jobs::Job) { return forget_tickets(state.database); });
    if (state.order_mail) jobs.add({.name = std::string(reset_job), .run = [&state](jobs::Job job) { return order_reset(state, std::move(job)); }});
}

}  // namespace identity
