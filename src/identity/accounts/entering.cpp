#include <thread>

#include "identity/accounts/state.hpp"
#include "identity/sql.gen.hpp"
#include "identity/tokens/refresh_tokens.hpp"

namespace identity {

namespace {
crypto::Argon2Cost cost_of(const AccountsConfig& config) {
    return {.memory_kib = static_cast<std::uint32_t>(config.password_memory_kib),
            .passes = static_cast<std::uint32_t>(config.password_passes),
            .lanes = static_cast<std::uint32_t>(config.password_lanes)};
}

int threads_of(const AccountsConfig& config) {
    return config.hashing_threads > 0 ? config.hashing_threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()) / 2);
}
}  // namespace

Accounts::State::State(Identity& identity, db::Database& database, const AccountsConfig& config)
    : identity(identity),
      database(database),
      org(identity.default_org()),
      password_least(config.password_least),
      passwords(cost_of(config), threads_of(config)),
      backoff(database) {}

Accounts::Accounts(Identity& identity, db::Database& database, AccountsConfig config) : state_(new State(identity, database, config)) {}
Accounts::~Accounts() = default;

void Accounts::close() { state_->passwords.close(); }
void Accounts::adopt_by(Adopt adopt) { state_->adopters.push_back(std::move(adopt)); }
void Accounts::mail_by(OrderMail order) { state_->order_mail = std::move(order); }

void Accounts::State::mail(db::Transaction& tx, const UserId& user, MailAbout about, const tracing::Context& trace) const {
    if (order_mail) order_mail(tx, org, user, about, trace);
}

NewSession Accounts::State::open(UserId user, Medium medium) const {
    auto opened = new_session({.org = org, .user = std::move(user), .life = identity.config().session_life, .medium = medium});
    opened.session.anonymous = false;
    return opened;
}

NewSession Accounts::State::open(const Account& account, Medium medium) const {
    auto opened = open(account.user, medium);
    opened.session.name = account.name;
    opened.session.role = account.role;
    return opened;
}

Accounts::State::Entry Accounts::State::entry_of(const http::Request& request, std::optional<Session> before, const NewSession& opened,
                                                 Medium medium) const {
    const bool adopts = before && before->anonymous && before->user != opened.session.user;
    return {.session = opened.session, .medium = medium, .agent = agent_of(request), .before = std::move(before), .adopts = adopts};
}

std::string Accounts::State::enter(db::Transaction& tx, const Entry& entry) const {
    const Session& session = entry.session;
    if (entry.before) identity.sessions().end(tx, *entry.before, entry.before->user == session.user ? session.id : SessionId());
    if (entry.adopts) {
        for (const auto& adopt : adopters) adopt(tx, session.org, entry.before->user, session.user);
        tx.run(sql::mark_user_became, session.org, entry.before->user, session.user);
    }
    insert_session(tx, session, entry.agent);
    return entry.medium == Medium::token ? insert_refresh_token(tx, session) : "";
}

Task<Entered> Accounts::State::entered(NewSession opened, Entry entry, std::string refresh) {
    if (entry.before) identity.sessions().ended(*entry.before);
    identity.sessions().made(opened.session);
    Entered result{.opened = std::move(opened), .tokens = {}};
    if (!refresh.empty()) {
        auto access = co_await identity.tokens().sign(result.opened.session);
        result.tokens = TokenPair{std::move(access), std::move(refresh), identity.tokens().life()};
    }
    co_return result;
}

}  // namespace identity
