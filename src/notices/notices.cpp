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

// Whom push services write to when something is wrong with our messages (RFC 8292, 2.1); "" for nobody.
std::string contact_of(const Config& config, const client::Mailbox& from) {
    const auto& contact = config.push_contact;
    if (contact.empty()) return from.address.empty() ? "" : "mailto:" + from.address;
    if (contact.starts_with("https://") || (contact.starts_with("mailto:") && client::is_mail_address(contact.substr(7)))) return contact;
    throw Error(ErrorCode::invalid, "OT_PUSH_CONTACT: expected mailto: with an address, or an https: URL");
}

std::optional<client::SmtpConfig> smtp_of(const Config& config) {
    if (config.smtp_url.empty()) return std::nullopt;
    return client::SmtpConfig{.url = config.smtp_url, .certificates = config.certificates, .plain = config.plain, .patience = config.patience};
}
}  // namespace

Notices::State::State(db::Database& database, jobs::Jobs& jobs, identity::Vault& vault, Config config_)
    : database(database), jobs(jobs), config(std::move(config_)), senders(sending_threads) {
    check(config);
    while (config.public_url.ends_with('/')) config.public_url.pop_back();
    if (auto settings = smtp_of(config)) {
        from = client::mailbox_named(config.from);
        smtp.emplace(std::move(*settings));
    }
    const auto reach = config.push_private_targets ? client::Reach::everywhere : client::Reach::public_addresses;
    if (auto contact = contact_of(config, from); !contact.empty()) push.emplace(database, vault, std::move(contact), reach);
}

Task<void> Notices::State::forget_old() {
    const auto before = timing::now() - config.keep_days * timing::a_day;
    co_await db::write_in_pieces(database, sql::forget_notifications, before);
    co_await db::write_in_pieces(database, sql::forget_notices, before);
    co_await db::write_in_pieces(database, sql::forget_held, before);
}

Notices::Notices(db::Database& database, jobs::Jobs& jobs, identity::Vault& vault, Config config)
    : state_(std::make_unique<State>(database, jobs, vault, std::move(config))) {}
Notices::~Notices() = default;

void Notices::close() {
    if (state_->push) state_->push->client.close();
    state_->senders.close();
}
bool Notices::mails() const { return state_->smtp.has_value(); }
bool Notices::pushes() const { return state_->push.has_value(); }
std::string Notices::url(std::string_view path) const { return state_->config.public_url + std::string(path); }
void Notices::add(MailKind kind) {
    auto name = kind.name;
    state_->kinds.emplace(std::move(name), std::move(kind));
}
void Notices::remind_of(LessonDue due) { state_->lesson_due = std::move(due); }

void mount(http::Router& router, Notices& notices) {
    mount_sent(router, notices);
    mount_inbox(router, notices);
    mount_push(router, notices);
    mount_settings(router, notices);
    mount_reminders(router, notices);
}

}  // namespace notices
