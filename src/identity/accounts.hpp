#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "identity/identity.hpp"
#include "identity/people.hpp"
#include "platform/db/database.hpp"
#include "platform/http/router.hpp"

// Accounts: by an avatar name and a password a person is known again elsewhere (IDN-3), with the role they were given (IDN-2).
namespace identity {

struct AccountsConfig {
    int password_least = 10;  // characters; NIST SP 800-63B-4 asks for 15 where the password is all there is, and for no less than 8
    // Argon2id; the defaults are those of the OWASP Password Storage Cheat Sheet. A changed cost is put into force at the next sign-in.
    int password_memory_kib = 19'456;
    int password_passes = 2;
    int password_lanes = 1;
    int hashing_threads = 0;  // 0: half of the cores
};

struct Account {
    UserId user;
    std::string name;
    std::string email;  // "" when none was given
    bool email_verified = false;
    http::Role role = http::Role::learner;
    bool disabled = false;
    bool has_password = true;  // else its owner comes in by an issuer (identity/openid.hpp)
    timing::Micros created_at = 0;
    timing::Micros password_at = 0;
};

// What an API client gets instead of a cookie.
struct TokenPair {
    std::string access, refresh;
    std::chrono::seconds life{0};  // of the access token
};

// Somebody who has just come in: by a cookie (`opened.token`) or by tokens.
struct Entered {
    NewSession opened;
    std::optional<TokenPair> tokens;
};

struct SignUp {
    std::string name, password;
    std::string email;  // "" for none
    Medium medium = Medium::cookie;
};

struct SignIn {
    std::string name;  // or e-mail address
    std::string password;
    Medium medium = Medium::cookie;
};

struct AccountChange {
    std::optional<std::string> name;
    std::optional<std::string> email;  // "" takes it away
    std::string password;              // the present one, which a change of the address needs
};

// A session as its owner sees it.
struct OpenSession {
    SessionId id;
    Medium medium = Medium::cookie;
    std::string agent;  // what the client said it is
    timing::Micros created_at = 0, renewed_at = 0, expires_at = 0;
};

// Takes what a room keeps of one person over to another, in the transaction that signs them in.
using Adopt = std::function<void(db::Transaction& tx, const OrgId& org, const UserId& from, const UserId& to)>;

// Mail that this room wants and a room above writes and sends.
enum class MailAbout {
    address,           // whether it is theirs: with a ticket
    reset,             // a new password for one that was forgotten: with a ticket
    password_changed,  // by whoever it was
};
using OrderMail = std::function<void(db::Transaction& tx, const OrgId& org, const UserId& user, MailAbout about, const tracing::Context& trace)>;

// Error(unauthorized) for who has no account.
void expect_account(const http::Caller& caller);

// One object serves all requests; `identity` and `database` outlive it. What goes wrong is Error: invalid names the member, unauthorized
// never tells whether an account exists, over_quota and unavailable say when to come back.
class Accounts {
public:
    Accounts(Identity& identity, db::Database& database, AccountsConfig config);
    ~Accounts();
    // Waits for running hashes; while the event loops of those who wait for them still exist.
    void close();
    // Asked when somebody who worked anonymously signs in to an account they have already. Before serving.
    void adopt_by(Adopt adopt);
    // Orders mail in the transaction that it follows from. Without it no address is verified and no password reset. Before serving.
    void mail_by(OrderMail order);

    // The anonymous learner of the request gets a name, in place: what they did stays theirs (PLT-2). Error(conflict) for who is signed in.
    Task<Entered> sign_up(const http::Request& request, SignUp wanted);
    // A session with a new id in the place of the request's own, which ends. Work of an anonymous learner goes to the account.
    Task<Entered> sign_in(const http::Request& request, SignIn given);
    // The next pair for a refresh token, which is then used up. A second use is Error(unauthorized) and ends the session, but within ten
    // seconds it is only Error(conflict): one of many at once gets the pair.
    Task<TokenPair> refresh(std::string token, std::string ip);
    // Ends the session that the request shows, if any.
    Task<void> sign_out(const http::Request& request);
    // Ends every session of the caller.
    Task<void> sign_out_everywhere(http::Caller caller);
    // The caller's living sessions, the last used one first.
    Task<std::vector<OpenSession>> sessions_of(http::Caller caller);
    // Ends one session of the caller's own; false when there is none of this id.
    Task<bool> end_session(http::Caller caller, SessionId session);

    // Error(unauthorized) for anonymous learners, as with the two below.
    Task<Account> find(http::Caller caller);
    Task<Account> change(http::Caller caller, AccountChange change);
    // Error(unauthorized) when the password is not the caller's, and with a wait after several tries. False for who has none.
    Task<bool> confirm(http::Caller caller, std::string password);
    // Ends every session of the caller and opens one anew.
    Task<Entered> change_password(http::Caller caller, const http::Request& request, std::string present, std::string next, Medium medium);

    // What mail proves. A ticket is the secret that a mail brings: good once, for a time; the database holds its SHA-256. All but issue_ticket are
    // Error(unavailable) while nobody sends mail, and Error(invalid) at /token for a ticket that is not good, or not any more.
    //
    // For whoever writes the mail, just before. nullopt when its address is not the account's any more, or there is nothing to prove about it.
    Task<std::optional<std::string>> issue_ticket(OrgId org, Addressee to, MailAbout about);
    // Has a mail sent again that asks whether the caller's address is theirs.
    Task<void> ask_verification(http::Caller caller);
    Task<void> verify_address(http::Request request, std::string ticket);
    // Answers alike and as soon whether or not somebody has the address.
    Task<void> ask_reset(http::Request request, std::string address);
    // Ends every session of the person.
    Task<void> reset_password(http::Request request, std::string ticket, std::string password);

    // What this room's other ways in work with.
    struct State;
    State& state() { return *state_; }

private:
    std::unique_ptr<State> state_;
};
// Has resets carried on and tickets forgotten; before the jobs start.
void tend(jobs::Jobs& jobs, Accounts& accounts);

// Who an administrator sees. `seen_at` is when one of their sessions was last renewed; 0 when they have none.
struct Listed {
    Account account;
    timing::Micros seen_at = 0;
    std::string key;
};

struct UserSearch {
    std::string text;  // part of a name or an address; "" for all
    std::string role;  // "" for all
    std::string after;  // the `key` of the last one seen
    int limit = 50;
};

// The people of an organisation, for its administrators. Anonymous learners are not listed.
class Directory {
public:
    Directory(Identity& identity, db::Database& database) : identity_(identity), database_(database) {}
    // In the order of their names; one more than `limit` when there are more.
    Task<std::vector<Listed>> search(OrgId org, UserSearch search);
    // In force at once here, within five seconds in other processes. Error(conflict) when no enabled administrator would be left.
    Task<Account> give_role(http::Caller admin, UserId user, http::Role role);
    // Somebody disabled has no session and cannot sign in.
    Task<Account> disable(http::Caller admin, UserId user);
    Task<Account> enable(http::Caller admin, UserId user);

private:
    Identity& identity_;
    db::Database& database_;
};

// /v1/signup, /v1/login, /v1/logout, /v1/auth/…, /v1/account, /.well-known/jwks.json
void mount(http::Router& router, Identity& identity, Accounts& accounts);
// /v1/admin/users
void mount(http::Router& router, Directory& directory);

}  // namespace identity
