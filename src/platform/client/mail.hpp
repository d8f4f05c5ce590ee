#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/http/http.hpp"

// What a mail is made of (RFC 5322, RFC 2047), without how it travels. Pure.
namespace client {

struct Mailbox {
    std::string name;  // may be ""
    std::string address;
};
// `tutor@school.example` or `The Tutor <tutor@school.example>`; throws Error(invalid) for what is neither.
Mailbox mailbox_named(std::string_view text);
// Something@something of printable characters that mean nothing else in a header or a command of SMTP.
bool is_mail_address(std::string_view address);

// One letter to one person, in plain text and in HTML. Both are UTF-8 with lines ended by LF.
struct Mail {
    std::string id;  // the part before the @ of its Message-ID: a mail that is sent again is known by it
    Mailbox from, to;
    std::string subject;
    std::string text, html;
    timing::Micros date = 0;
    std::vector<http::Header> headers = {};  // more of them, in ASCII
};

// All header lines but the ones of MIME, each without its line end; long ones are folded. Nothing in a subject or a name can begin a line of its
// own. Throws Error(invalid) for an address that is none.
std::vector<std::string> header_lines(const Mail& mail);
// A text as a header holds it: as it is when it is short and plain, else in encoded words (RFC 2047, 2) of at most 75 characters.
std::string header_text(std::string_view text);
// RFC 5322, 3.3: Sun, 22 Nov 2026 02:42:16 +0000
std::string mail_date(timing::Micros at);

}  // namespace client
