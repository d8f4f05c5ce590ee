#include "identity/accounts.hpp"
#include "notices/push/subscription.hpp"
#include "notices/state.hpp"

// Mail about accounts, which identity orders and this room writes.
namespace notices {

namespace {
using identity::MailAbout;

constexpr std::string_view ignore = "If you did not ask for this, ignore this mail: nothing changes.";

std::string kind_of(MailAbout about) {
    switch (about) {
        case MailAbout::address: return "account.address";
        case MailAbout::reset: return "account.reset";
        case MailAbout::password_changed: break;
    }
    return "account.password_changed";
}

// The secret stands behind the #, which browsers send to nobody.
Letter address_letter(const Notices& notices, const std::string& ticket) {
    return {.subject = "Is this your address?",
            .paragraphs = {"An account of OmniTutor has this address. Please confirm that it is yours, so that your reminders and a new password can reach you."},
            .action = "Confirm the address", .link = notices.url("/verify#token=" + ticket),
            .why = "The link works once, for three days. " + std::string(ignore)};
}

Letter reset_letter(const Notices& notices, const std::string& ticket) {
    return {.subject = "Set a new password",
            .paragraphs = {"Somebody asked for a new password for your account of OmniTutor. If that was you, choose one now; you will be signed out everywhere."},
            .action = "Choose a new password", .link = notices.url("/reset#token=" + ticket), .why = "The link works once, for one hour. " + std::string(ignore)};
}

Letter changed_letter(const Notices& notices) {
    return {.subject = "Your password was changed",
            .paragraphs = {"The password of your account of OmniTutor was changed a moment ago. If that was you, all is well.",
                           "If it was not you, set a new password at once and tell your administrator."},
            .action = "Set a new password", .link = notices.url("/reset"), .why = "You get this mail after each change of your password."};
}

Task<std::optional<Letter>> write(const Notices& notices, identity::Accounts& accounts, MailAbout about, OrgId org, identity::Addressee to) {
    if (about == MailAbout::password_changed) co_return changed_letter(notices);
    const auto ticket = co_await accounts.issue_ticket(std::move(org), std::move(to), about);
    if (!ticket) co_return std::nullopt;
    co_return about == MailAbout::reset ? reset_letter(notices, *ticket) : address_letter(notices, *ticket);
}
}  // namespace

void attend(Notices& notices, identity::Identity& identity, identity::Accounts& accounts) {
    identity.on_session_end(end_subscriptions);
    if (!notices.mails()) return;
    for (const auto about : {MailAbout::address, MailAbout::reset, MailAbout::password_changed})
        notices.add(MailKind{.name = kind_of(about), .to = Addresses::any, .write = [&notices, &accounts, about](OrgId org, identity::Addressee person, std::string) {
                         return write(notices, accounts, about, std::move(org), std::move(person));
                     }});
    accounts.mail_by([&notices](db::Transaction& tx, const OrgId& org, const UserId& user, MailAbout about, const tracing::Context& trace) {
        notices.mail(tx, {.org = org, .user = user, .kind = kind_of(about), .trace = trace});
    });
}

}  // namespace notices
