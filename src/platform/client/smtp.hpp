#pragma once
#include <chrono>
#include <expected>
#include <stop_token>
#include <string>

#include "platform/client/mail.hpp"

namespace client {

struct SmtpConfig {
    std::string url;           // smtp://user:password@mail.example:587 or smtps://…; name and password are percent-encoded
    std::string certificates;  // a file of those to believe (PEM); empty: the system's
    bool plain = false;        // without TLS: only for a server on this machine
    std::chrono::milliseconds patience{30'000};  // for one mail
};

// Why a mail was not taken over.
struct MailRefusal {
    enum class Kind {
        later,        // 4xx, no connection, no TLS, no answer in time: it may be better then
        never,        // 5xx to this mail: after the server was told for whom it is
        credentials,  // ours are not taken; the mail itself may be fine
    } kind = Kind::later;
    std::string reason;  // "550 5.1.1", or what libcurl says; never what the server wrote, which may name somebody
};

// A mail server that takes over mails (RFC 5321), by libcurl. TLS is a must (STARTTLS, RFC 3207, or smtps), its certificate is checked.
class Smtp {
public:
    // Throws Error(invalid) for a URL that is none, and for `plain` with a server that is not on this machine.
    explicit Smtp(SmtpConfig config);

    // Blocks, at most as long as patience is: for jobs on a pool. Any thread. A stop ends it as `later`. The mail may have been taken over
    // although the answer is `later`, when the connection broke after its end. Throws Error(invalid) for an address that is none.
    std::expected<void, MailRefusal> send(const Mail& mail, std::stop_token stop = {}) const;

private:
    SmtpConfig config_;
};

}  // namespace client
