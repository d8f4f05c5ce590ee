#pragma once
#include "identity/accounts.hpp"
#include "identity/accounts/account_repository.hpp"
#include "identity/accounts/acts.hpp"
#include "identity/accounts/passwords.hpp"
#include "identity/sessions/sessions.hpp"
#include "identity/tokens/access_tokens.hpp"
#include "platform/limits/backoff.hpp"

namespace identity {

Error no_account();

struct Accounts::State {
    State(Identity& identity, db::Database& database, const AccountsConfig& config);

    // What goes into the transaction in which somebody comes in.
    struct Entry {
        Session session;
        Medium medium;
        std::string agent;
        std::optional<Session> before;  // which ends
        bool adopts = false;            // what was done in it goes to the person
    };
    Entry entry_of(const http::Request& request, std::optional<Session> before, const NewSession& opened, Medium medium) const;
    // Ends what was before, stores the new session; the first refresh token for Medium::token, else "".
    std::string enter(db::Transaction& tx, const Entry& entry) const;
    // After the commit.
    Task<Entered> entered(NewSession opened, Entry entry, std::string refresh);
    NewSession open(UserId user, Medium medium) const;
    NewSession open(const Account& account, Medium medium) const;
    // Error(unauthorized) when the password is not that of the account; `stored` may be nobody's.
    Task<void> expect_password(std::optional<Stored> stored, std::string password, std::string subject, std::string ip);
    // At the cost that is asked now.
    Task<void> rehash(Stored stored, std::string password);
    Task<Stored> own(const http::Caller& caller);
    void mail(db::Transaction& tx, const UserId& user, MailAbout about, const tracing::Context& trace) const;

    Identity& identity;
    db::Database& database;
    OrgId org;
    int password_least;
    Passwords passwords;
    limits::Backoff backoff;
    std::vector<Adopt> adopters;
    OrderMail order_mail;  // empty: nobody sends mail
};

}  // namespace identity
