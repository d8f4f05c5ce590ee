#include "identity/accounts/password_rules.hpp"
#include "identity/accounts/state.hpp"
#include "identity/accounts/tickets.hpp"
#include "identity/sql.gen.hpp"

namespace identity {

namespace {
struct Edit {
    std::optional<Name> name;
    std::optional<Address> address;
    bool removes_address = false;
};

Edit edit_of(const AccountChange& change) {
    Edit edit;
    if (change.name) edit.name = avatar_name(*change.name);
    edit.removes_address = change.email && change.email->empty();
    if (change.email && !change.email->empty()) edit.address = email_address(*change.email);
    return edit;
}

void store(db::Transaction& tx, const OrgId& org, const UserId& user, const Edit& edit) {
    if (edit.name) {
        expect_free(tx, org, *edit.name, user);
        tx.run(sql::set_name, org, user, edit.name->shown, edit.name->key, edit.name->look);
    }
    if (edit.address) {
        expect_free(tx, org, *edit.address, user);
        tx.run(sql::set_email, org, user, edit.address->shown, edit.address->key);
    }
    if (edit.removes_address) tx.run(sql::set_email, org, user, std::nullopt, std::nullopt);
    if (edit.address || edit.removes_address) drop_tickets(tx, org, user);
}

// A token that has expired still says which session it was.
Task<std::optional<Session>> session_to_end(Identity& identity, const http::Request& request) {
    if (auto token = bearer_of(request))
        if (auto session = co_await if_taken(identity.tokens().session_to_end(std::move(*token), identity.sessions()))) co_return session;
    co_return co_await identity.find_session(request);
}
}  // namespace

Error no_account() { return {ErrorCode::unauthorized, "Sign in to do this."}; }

void expect_account(const http::Caller& caller) {
    if (caller.anonymous) throw no_account();
}

Task<Stored> Accounts::State::own(const http::Caller& caller) {
    auto stored = co_await load_account(database, org, caller.user);
    if (!stored) throw no_account();
    co_return std::move(*stored);
}

Task<Account> Accounts::find(http::Caller caller) {
    auto stored = co_await state_->own(caller);
    co_return std::move(stored.account);
}

// The address is a way in, so a change of it asks who is there.
Task<Account> Accounts::change(http::Caller caller, AccountChange change) {
    const auto stored = co_await state_->own(caller);
    if (change.email && *change.email == stored.account.email) change.email.reset();
    const auto edit = edit_of(change);
    if (change.email) {
        if (change.password.empty()) throw Error(ErrorCode::invalid, "expected your password, since the address changes").at("/password");
        co_await state_->expect_password(stored, normalised_password(change.password), caller.user.str(), caller.ip);
    }
    co_await state_->database.transact([state = state_.get(), caller, edit](db::Transaction& tx) {
        store(tx, caller.org, caller.user, edit);
        record(tx, act_of(caller, "account.change"));
        if (edit.address) state->mail(tx, caller.user, MailAbout::address, caller.trace);
    });
    state_->identity.sessions().changed(caller.user);
    co_return co_await find(caller);
}

Task<Entered> Accounts::change_password(http::Caller caller, const http::Request& request, std::string present, std::string next, Medium medium) {
    const auto stored = co_await state_->own(caller);
    co_await state_->expect_password(stored, normalised_password(present), caller.user.str(), caller.ip);
    const auto password = normalised_password(next);
    const auto address = sign_in_key(stored.account.email);
    check_password(password, state_->password_least, {sign_in_key(stored.account.name), address, address.substr(0, address.find('@'))}, "/next");
    const auto hash = co_await state_->passwords.hash(state_->passwords.seat(), password);

    auto opened = state_->open(stored.account, medium);
    const auto entry = state_->entry_of(request, std::nullopt, opened, medium);
    auto refresh = co_await state_->database.transact([state = state_.get(), caller, entry, hash](db::Transaction& tx) {
        tx.run(sql::set_password, caller.org, caller.user, hash, timing::now());
        const auto& sessions = state->identity.sessions();
        sessions.end(tx, caller.org, caller.user, caller.session, entry.session.id);
        sessions.end_all(tx, caller.org, caller.user, entry.session.id);
        record(tx, act_of(caller, "account.change_password"));
        state->mail(tx, caller.user, MailAbout::password_changed, caller.trace);
        return state->enter(tx, entry);
    });
    state_->identity.sessions().changed(caller.user);
    co_return co_await state_->entered(std::move(opened), entry, std::move(refresh));
}

Task<bool> Accounts::confirm(http::Caller caller, std::string password) {
    const auto stored = co_await load_account(state_->database, caller.org, caller.user);
    if (!stored || stored->password.empty()) co_return false;
    co_await state_->expect_password(stored, normalised_password(password), caller.user.str(), caller.ip);
    co_return true;
}

Task<void> Accounts::sign_out(const http::Request& request) {
    const auto session = co_await session_to_end(state_->identity, request);
    if (!session) co_return;
    co_await state_->identity.sessions().end(*session);
    co_await record(state_->database, act_of(*session, request.peer, "account.sign_out"));
}

Task<void> Accounts::sign_out_everywhere(http::Caller caller) {
    co_await state_->database.transact([caller, &sessions = state_->identity.sessions()](db::Transaction& tx) {
        sessions.end_all(tx, caller.org, caller.user);
        record(tx, act_of(caller, "account.sign_out_everywhere"));
    });
    state_->identity.sessions().changed(caller.user);
}

Task<std::vector<OpenSession>> Accounts::sessions_of(http::Caller caller) { return load_sessions_of(state_->database, caller.org, caller.user); }

Task<bool> Accounts::end_session(http::Caller caller, SessionId session) {
    const bool ended = co_await state_->database.transact([caller, session, &sessions = state_->identity.sessions()](db::Transaction& tx) {
        if (!sessions.end(tx, caller.org, caller.user, session)) return false;
        record(tx, act_of(caller, "account.end_session"));
        return true;
    });
    state_->identity.sessions().ended(session);
    co_return ended;
}

}  // namespace identity
