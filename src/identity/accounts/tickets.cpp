#include "identity/accounts/tickets.hpp"

#include "identity/sql.gen.hpp"
#include "platform/crypto/crypto.hpp"

namespace identity {

namespace {
constexpr timing::Micros hour = 3'600'000'000;
constexpr std::size_t secret_bytes = 32;

timing::Micros life_of(MailAbout about) { return about == MailAbout::reset ? hour : 72 * hour; }

UserId owner_in(const db::Rows& rows) {
    if (rows.empty()) throw Error(ErrorCode::invalid, "This link was used, or is too old. Please ask for a new one.").at("/token");
    return rows[0].id<UserId>(0);
}
}  // namespace

std::string_view purpose_of(MailAbout about) { return about == MailAbout::reset ? "reset" : "address"; }

std::string insert_ticket(db::Transaction& tx, const OrgId& org, const Account& account, MailAbout about) {
    auto secret = crypto::random_hex(secret_bytes);
    const auto now = timing::now();
    tx.run(sql::add_ticket, org, crypto::sha256_hex(secret), account.user, purpose_of(about), sign_in_key(account.email), now, now + life_of(about));
    return secret;
}

Task<UserId> find_ticket(db::Database& database, OrgId org, std::string secret, MailAbout about) {
    co_return owner_in(co_await database.read(sql::find_ticket, org, crypto::sha256_hex(secret), purpose_of(about), timing::now()));
}

UserId use_ticket(db::Transaction& tx, const OrgId& org, const std::string& secret, MailAbout about) {
    auto user = owner_in(tx.run(sql::find_ticket, org, crypto::sha256_hex(secret), purpose_of(about), timing::now()));
    tx.run(sql::use_tickets, org, user, purpose_of(about));
    return user;
}

void drop_tickets(db::Transaction& tx, const OrgId& org, const UserId& user) {
    for (const auto about : {MailAbout::address, MailAbout::reset}) tx.run(sql::use_tickets, org, user, purpose_of(about));
}

}  // namespace identity
