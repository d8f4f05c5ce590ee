#include "identity/accounts/password_rules.hpp"
#include "identity/openid/state.hpp"
#include "identity/sql.gen.hpp"
#include "platform/crypto/crypto.hpp"

namespace identity {

namespace {
constexpr int tries_for_a_name = 20;
constexpr timing::Micros just_now = std::chrono::microseconds(std::chrono::minutes(10)).count();

std::optional<UserId> linked_user(db::Transaction& tx, const OrgId& org, const IdToken& token) {
    const auto rows = tx.run(sql::find_openid_link, org, token.issuer, token.subject);
    return rows.empty() ? std::nullopt : std::optional(rows[0].id<UserId>(0));
}

void insert_link(db::Transaction& tx, const OrgId& org, const IdToken& token, const UserId& user) {
    tx.run(sql::add_openid_link, org, token.issuer, token.subject, new_uuid(), user, timing::now());
}

std::optional<Name> free_name(db::Transaction& tx, const OrgId& org, const std::string& wanted) {
    try {
        auto name = avatar_name(wanted);
        return tx.run(sql::find_name_look, org, name.look).empty() ? std::optional(std::move(name)) : std::nullopt;
    } catch (const Error&) {
        return std::nullopt;  // no name as they are here
    }
}

// As the issuer calls them, else with a number behind it, else a learner with a number.
Name name_for(db::Transaction& tx, const OrgId& org, std::string called) {
    called = called.substr(0, called.find('@'));
    if (auto name = free_name(tx, org, called)) return std::move(*name);
    for (int i = 0; i < tries_for_a_name; ++i) {
        const auto number = crypto::random_hex(3);
        if (auto name = called.empty() ? std::nullopt : free_name(tx, org, called + ' ' + number)) return std::move(*name);
        if (auto name = free_name(tx, org, "Learner " + number)) return std::move(*name);
    }
    throw Error(ErrorCode::unavailable, "No name was found for you. Please try again.");
}

// What a transaction that lets somebody in has decided.
struct Let {
    NewSession opened;
    Accounts::State::Entry entry;
};

// Who comes back from an issuer.
struct Comer {
    OrgId org;
    std::optional<Session> before;
    std::string agent;
};

// In place of the anonymous learner of this browser, whose work stays theirs; somebody else who is signed in there is another person.
Let make_account(db::Transaction& tx, Accounts::State& accounts, const Comer& comer, const IdToken& token) {
    const bool in_place = comer.before && comer.before->anonymous;
    auto opened = accounts.open(in_place ? comer.before->user : UserId(), Medium::cookie);
    const auto& session = opened.session;
    const auto name = name_for(tx, comer.org, token.called);
    if (!in_place) insert_user(tx, session, false);
    else if (tx.run(sql::sign_up_user, comer.org, session.user).affected() != 1) throw Error(ErrorCode::conflict, "You have an account already.");
    else accounts.identity.sessions().end_all(tx, comer.org, session.user);
    insert_account(tx, comer.org, session.user, name, std::nullopt, "");
    insert_link(tx, comer.org, token, session.user);
    opened.session.name = name.shown;
    return {opened, {.session = opened.session, .medium = Medium::cookie, .agent = comer.agent, .before = comer.before}};
}

Let enter_account(db::Transaction& tx, Accounts::State& accounts, const Comer& comer, const UserId& user) {
    const auto stored = load_account(tx, comer.org, user);
    if (!stored || stored->account.disabled) throw Error(ErrorCode::forbidden, "This account is closed. Please ask your administrator.");
    auto opened = accounts.open(stored->account, Medium::cookie);
    const bool adopts = comer.before && comer.before->anonymous && comer.before->user != user;
    return {opened, {.session = opened.session, .medium = Medium::cookie, .agent = comer.agent, .before = comer.before, .adopts = adopts}};
}

Let let_in(db::Transaction& tx, Accounts::State& accounts, const Comer& comer, const IdToken& token, const std::string& ip) {
    const auto user = linked_user(tx, comer.org, token);
    auto let = user ? enter_account(tx, accounts, comer, *user) : make_account(tx, accounts, comer, token);
    record(tx, act_of(let.opened.session, ip, user ? "account.sign_in" : "account.sign_up"));
    accounts.enter(tx, let.entry);
    return let;
}

// By a link that leads in: nobody comes in by an issuer that was removed.
bool is_linked(db::Transaction& tx, const OrgId& org, const UserId& user) {
    for (const auto& link : tx.run(sql::openid_links_of_user, org, user))
        if (!link.is_null(3)) return true;
    return false;
}

Error of_another() { return {ErrorCode::conflict, "This sign-in belongs to another account."}; }
}  // namespace

Task<NewSession> OpenId::State::sign_in(const http::Request& request, const OpenIdIssuer& issuer, const IdToken& token) {
    const Comer comer{issuer.org, co_await accounts.identity.find_session(request), agent_of(request)};
    auto let = co_await database.transact([state = &accounts, comer, token, ip = request.peer](db::Transaction& tx) { return let_in(tx, *state, comer, token, ip); });
    accounts.identity.sessions().changed(let.opened.session.user);
    co_return (co_await accounts.entered(std::move(let.opened), std::move(let.entry), "")).opened;
}

Task<UserId> OpenId::State::confirmer(const http::Request& request) {
    const auto session = co_await accounts.identity.find_session(request);
    if (!session || session->anonymous) throw no_account();
    co_return session->user;
}

// Who has a password shows it; without one, there is no way in but by an issuer, and a young session has just come in by it.
Task<UserId> OpenId::State::linker(const http::Request& request, std::string password) {
    const auto session = co_await accounts.identity.find_session(request);
    const auto stored = session ? co_await load_account(database, session->org, session->user) : std::nullopt;
    if (!stored) throw no_account();
    if (!stored->account.has_password) {
        const auto begun = co_await database.read(sql::session_begun, session->org, session->key);
        if (begun.empty() || timing::now() - begun[0].integer(0) > just_now)
            throw Error(ErrorCode::forbidden, "Show that it is you before you link another way in: this session began a while ago.");
    } else {
        if (password.empty()) throw Error(ErrorCode::invalid, "expected your password, since this is another way into your account").at("/password");
        co_await accounts.expect_password(stored, normalised_password(password), session->user.str(), request.peer);
    }
    co_return session->user;
}

Task<Session> OpenId::State::returned(const http::Request& request, const Journey& journey) {
    auto session = co_await accounts.identity.find_session(request);
    if (!session || session->user != *journey.user) throw Error(ErrorCode::invalid, "Somebody else is signed in here by now.");
    co_return std::move(*session);
}

Task<void> OpenId::State::confirm(const http::Request& request, const Journey& journey, const IdToken& token) {
    const auto session = co_await returned(request, journey);
    co_await database.transact([session, token, ip = request.peer](db::Transaction& tx) {
        if (linked_user(tx, session.org, token) != session.user) throw Error(ErrorCode::unauthorized, "Somebody else signed in there.");
        tx.run(sql::set_session_begun, session.org, session.key, timing::now());
        record(tx, act_of(session, ip, "account.confirm"));
    });
}

Task<void> OpenId::State::link(const http::Request& request, const Journey& journey, const IdToken& token) {
    const auto session = co_await returned(request, journey);
    co_await database.transact([session, token, ip = request.peer](db::Transaction& tx) {
        const auto user = linked_user(tx, session.org, token);
        if (user && *user != session.user) throw of_another();
        if (user) return;
        insert_link(tx, session.org, token, session.user);
        record(tx, act_of(session, ip, "account.link"));
    });
}

Task<std::vector<OpenIdLink>> OpenId::links_of(http::Caller caller) {
    std::vector<OpenIdLink> links;
    for (const auto& row : co_await state_->database.read(sql::openid_links_of_user, caller.org, caller.user))
        links.push_back({row.text(0), row.text(1), row.text(2), row.optional_text(3), row.integer(4)});
    co_return links;
}

Task<bool> OpenId::unlink(http::Caller caller, std::string id) {
    co_return co_await state_->database.transact([caller, id](db::Transaction& tx) {
        const auto stored = load_account(tx, caller.org, caller.user);
        if (tx.run(sql::delete_openid_link, caller.org, caller.user, id).affected() == 0) return false;
        if (stored && !stored->account.has_password && !is_linked(tx, caller.org, caller.user)) throw Error(ErrorCode::conflict, "This is the only way into your account.");
        record(tx, act_of(caller, "account.unlink"));
        return true;
    });
}

}  // namespace identity
