#include "notices/routes.hpp"
#include "notices/sql.gen.hpp"
#include "notices/state.hpp"
#include "platform/db/in_pieces.hpp"

namespace notices {

namespace {
constexpr int sending_threads = 4;  // each waits for a mail server most of the time

// A link to wherever a request said this server is could be anybody's, so mails need the address that an operator wrote.
void check(const Config& config) {
    if (config.smtp_url.empty()) return;
    if (config.from.empty()) throw Error(ErrorCode::invalid, "SMTP_FROM: expected an address, since SMTP_URL is set");
    if (config.public_url.empty()) throw Error(ErrorCode::invalid, "OT_PUBLIC_URL: expected the address of this server, since SMTP_URL is set: links in mails need it");
}
}  // namespace

Notices::State::State(db::Database& database, jobs::Jobs& jobs, Config config) : database(database), jobs(jobs), config(std::move(config)), senders(sending_threads) {
    check(this->config);
    while (this->config.public_url.ends_with('/')) this->config.public_url.pop_back();
    if (this->config.smtp_url.empty()) return;
    from = client::mailbox_named(this->config.from);
    smtp.emplace(client::SmtpConfig{.url = this->config.smtp_url, .certificates = this->config.certificates, .plain = this->config.plain, .patience = this->config.patience});
}

Task<void> Notices::State::forget_old() {
    const auto before = timing::now() - config.keep_days * timing::a_day;
    co_await db::write_in_pieces(database, sql::forget_notifications, before);
    co_await db::write_in_pieces(database, sql::forget_notices, before);
    co_await db::write_in_pieces(database, sql::forget_held, before);
}

Notices::Notices(db::Database& database, jobs::Jobs& jobs, Config config) : state_(std::make_unique<State>(database, jobs, std::move(config))) {}
Notices::~Notices() = default;

void Notices::close() { state_->senders.close(); }
bool Notices::mails() const { return state_->smtp.has_value(); }
std::string Notices::url(std::string_view path) const { return state_->config.public_url + std::string(path); }
void Notices::add(MailKind kind) {
    auto name = kind.name;
    state_->kinds.emplace(std::move(name), std::move(kind));
}
void Notices::remind_of(LessonDue due) { state_->lesson_due = std::move(due); }

void mount(http::Router& router, Notices& notices) {
    mount_sent(router, notices);
    mount_inbox(router, notices);
    mount_settings(router, notices);
    mount_reminders(router, notices);
}

}  // namespace notices
