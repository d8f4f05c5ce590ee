#include "identity/accounts/password_rules.hpp"
#include "identity/accounts/state.hpp"
#include "identity/sql.gen.hpp"

namespace identity {

namespace {
struct Registration {
    OrgId org;
    UserId user;
    bool known = false;  // as an anonymous learner
    Name name;
    std::optional<Address> address;
    std::string password;  // its hash
};

std::vector<std::string> known_of(const Name& name, const std::optional<Address>& address) {
    std::vector<std::string> known{name.key};
    if (address) known.push_back(address->key), known.push_back(address->key.substr(0, address->key.find('@')));
    return known;
}

void expect_free(db::Transaction& tx, const Registration& wanted) {
    expect_free(tx, wanted.org, wanted.name, wanted.user);
    if (wanted.address) expect_free(tx, wanted.org, *wanted.address, wanted.user);
}

void insert(db::Transaction& tx, const Sessions& sessions, const Registration& wanted, const Session& session) {
    expect_free(tx, wanted);
    if (!wanted.known) insert_user(tx, session, false);
    else if (tx.run(sql::sign_up_user, wanted.org, wanted.user).affected() != 1) throw Error(ErrorCode::conflict, "You have an account already.");
    sessions.end_all(tx, wanted.org, wanted.user);
    insert_account(tx, wanted.org, wanted.user, wanted.name, wanted.address, wanted.password);
}
}  // namespace

Task<Entered> Accounts::sign_up(const http::Request& request, SignUp wanted) {
    const auto before = co_await state_->identity.find_session(request);
    if (before && !before->anonymous) throw Error(ErrorCode::conflict, "You have an account already. Sign out first to make another.");
    Registration registration{.org = state_->org, .name = avatar_name(wanted.name), .address = {}, .password = {}};
    if (!wanted.email.empty()) registration.address = email_address(wanted.email);
    const auto password = normalised_password(wanted.password);
    check_password(password, state_->password_least, known_of(registration.name, registration.address), "/password");

    auto opened = state_->open(before ? before->user : UserId(), wanted.medium);
    opened.session.name = registration.name.shown;
    registration.user = opened.session.user;
    registration.known = before.has_value();
    auto seat = state_->passwords.seat();
    // Before the hash, which is dear; and once more when it is stored.
    co_await state_->database.transact([registration](db::Transaction& tx) { expect_free(tx, registration); });
    registration.password = co_await state_->passwords.hash(std::move(seat), password);

    const auto entry = state_->entry_of(request, before, opened, wanted.medium);
    auto refresh = co_await state_->database.transact([state = state_.get(), registration, entry, ip = request.peer, trace = request.trace](db::Transaction& tx) {
        insert(tx, state->identity.sessions(), registration, entry.session);
        record(tx, act_of(entry.session, ip, "account.sign_up"));
        if (registration.address) state->mail(tx, registration.user, MailAbout::address, trace);
        return state->enter(tx, entry);
    });
    state_->identity.sessions().changed(registration.user);
    co_return co_await state_->entered(std::move(opened), entry, std::move(refresh));
}

}  // namespace identity
