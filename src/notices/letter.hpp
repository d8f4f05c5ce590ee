#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "identity/people.hpp"
#include "platform/task.hpp"

// What a mail says, before it has a form.
namespace notices {

struct Letter {
    std::string subject;
    std::vector<std::string> paragraphs;  // plain text
    std::string action, link;             // what the person may do and the URL where; both "" for nothing
    std::string why;                      // why they get it, and how that ends; in small letters at its end
    std::function<void(db::Transaction&)> sent = {};  // in the transaction that records that it was sent; may be empty
};

// Whom a kind of mail may go to.
enum class Addresses {
    verified,  // whoever showed that the address is theirs
    any,       // also others: mail about the address itself
};

// A sort of mail and who writes it. `write` gets what the mail was ordered with when it is about to be sent, and again at each new try, so
// that secrets need not wait in the database; nullopt: nothing is left to say.
struct MailKind {
    std::string name;  // "room.what"
    Addresses to = Addresses::verified;
    std::function<Task<std::optional<Letter>>(OrgId, identity::Addressee, std::string data)> write;
};

struct NewMail {
    OrgId org;
    UserId user;
    std::string kind;
    std::string data = "{}";    // JSON, for `write`; it is kept as long as the job, so no secrets and no addresses
    std::string once = {};      // at most one mail for each of these; "": as many as are ordered
    timing::Micros run_at = 0;  // not before; 0: now
    tracing::Context trace = {};  // of the request or the job that it follows from
};

// A sort of notice, which each person may want or not, for each channel.
struct NoticeKind {
    std::string name;   // "room.what"
    std::string label;  // what a person reads where they choose
    bool in_app = true, email = false, push = true;  // when they have not chosen; browsers only where they turned them on
    http::Role role = http::Role::learner;  // who is offered the choice
    // Whether what it said at `told_at` is so now: asked when it leaves later than it was told. Empty: it always is.
    std::function<Task<bool>(OrgId org, UserId user, timing::Micros told_at)> still = {};
};

// A few plain words to one person.
struct NewNotice {
    OrgId org;
    UserId user;
    std::string kind, title, text;
    std::string path = {};  // of the page that it is about; "" for none
    std::string once = {};  // at most one notice for each of these; "": as many as there are
    tracing::Context trace = {};  // of the request or the job that it follows from
};

}  // namespace notices
