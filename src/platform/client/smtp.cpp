#include "platform/client/smtp.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "platform/client/addresses.hpp"
#include "platform/client/curl.hpp"
#include "platform/error.hpp"
#include "platform/text/ascii.hpp"

namespace client {

namespace {
// libcurl's own limit stands behind on_progress, which breaks off without a farewell.
constexpr std::chrono::seconds later{5};
using List = std::unique_ptr<curl_slist, FreeCurl>;

void append(List& list, const std::string& line) { list.reset(curl_slist_append(list.release(), line.c_str())); }

// Lines of a mail end with CR LF (RFC 5321, 2.3.8).
std::string with_mail_lines(std::string_view text) {
    std::string result;
    for (const char letter : text) {
        if (letter == '\n') result += '\r';
        if (letter != '\r') result += letter;
    }
    return result;
}

// "550 5.1.1" of "550 5.1.1 <ada@school.example>: no such user" (RFC 3463); "550" when there is no such code.
std::string codes_of(std::string_view line) {
    const auto code = line.substr(0, 3);
    auto detail = line.size() > 4 ? line.substr(4) : std::string_view{};
    detail = detail.substr(0, detail.find_first_not_of("0123456789."));
    const bool enhanced = detail.size() >= 5 && detail.size() <= 11 && detail[0] == code[0] && detail[1] == '.';
    return std::string(code) + (enhanced ? ' ' + std::string(detail) : "");
}

// RFC 4954, 6.
bool is_about_credentials(std::string_view refused) {
    const auto code = refused.substr(0, 3);
    return code == "530" || code == "534" || code == "535" || code == "538";
}

// One mail on its way.
class Delivery {
public:
    Delivery(const SmtpConfig& config, const Mail& mail, const std::stop_token& stop) : handle_(curl_easy_init()), stop_(stop), due_(timing::in(config.patience)) {
        set(CURLOPT_URL, config.url.c_str());
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        set(CURLOPT_USE_SSL, static_cast<long>(config.plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
        if (!config.certificates.empty()) set(CURLOPT_CAINFO, config.certificates.c_str());
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_TIMEOUT_MS, static_cast<long>((config.patience + later).count()));
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(config.patience.count()));
        set(CURLOPT_SERVER_RESPONSE_TIMEOUT, std::max<long>(1, std::chrono::ceil<std::chrono::seconds>(config.patience).count()));
        set(CURLOPT_NOPROXY, "*");
        set(CURLOPT_HEADERFUNCTION, &on_reply);
        set(CURLOPT_HEADERDATA, this);
        set(CURLOPT_WRITEFUNCTION, &on_bytes);
        set(CURLOPT_OPENSOCKETFUNCTION, &on_open);
        set(CURLOPT_OPENSOCKETDATA, this);
        set(CURLOPT_CLOSESOCKETFUNCTION, &on_close);
        set(CURLOPT_CLOSESOCKETDATA, this);
        set(CURLOPT_DEBUGFUNCTION, &on_trace);
        set(CURLOPT_DEBUGDATA, this);
        set(CURLOPT_VERBOSE, 1L);
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFOFUNCTION, &on_progress);
        set(CURLOPT_XFERINFODATA, this);
        address(mail);
        write(mail);
    }

    std::expected<void, MailRefusal> run() {
        const CURLcode code = curl_easy_perform(handle_.get());
        if (code == CURLE_OK) return {};
        if (code == CURLE_ABORTED_BY_CALLBACK) return std::unexpected(MailRefusal{MailRefusal::Kind::later, "The mail server did not answer in time."});
        if (code == CURLE_LOGIN_DENIED || is_about_credentials(refused_)) return refusal(MailRefusal::Kind::credentials, code);
        // A 5xx before it was told for whom is about the server or our settings, not about this mail.
        return refusal(refused_.starts_with('5') && told_for_whom_ ? MailRefusal::Kind::never : MailRefusal::Kind::later, code);
    }

private:
    template <class Value>
    void set(CURLoption option, Value value) {
        curl_easy_setopt(handle_.get(), option, value);
    }
    void address(const Mail& mail) {
        for (const auto& line : header_lines(mail)) append(headers_, line);
        append(headers_, "Content-Type: multipart/alternative");
        append(recipients_, '<' + mail.to.address + '>');
        set(CURLOPT_MAIL_FROM, ('<' + mail.from.address + '>').c_str());
        set(CURLOPT_MAIL_RCPT, recipients_.get());
        set(CURLOPT_HTTPHEADER, headers_.get());
    }
    void write(const Mail& mail) {
        mime_.reset(curl_mime_init(handle_.get()));
        add_part(mail.text, "text/plain; charset=utf-8");
        add_part(mail.html, "text/html; charset=utf-8");
        set(CURLOPT_MIMEPOST, mime_.get());
    }
    void add_part(std::string_view text, const char* type) {
        const auto lines = with_mail_lines(text);
        curl_mimepart* part = curl_mime_addpart(mime_.get());
        curl_mime_data(part, lines.data(), lines.size());
        curl_mime_type(part, type);
        curl_mime_encoder(part, "quoted-printable");
    }
    std::expected<void, MailRefusal> refusal(MailRefusal::Kind kind, CURLcode code) const {
        return std::unexpected(MailRefusal{kind, refused_.empty() ? curl_easy_strerror(code) : "The mail server answered " + refused_ + '.'});
    }
    // The refusal that ended it, if one did: the 221 of the farewell comes after it.
    static std::size_t on_reply(char* data, std::size_t size, std::size_t count, void* context) {
        const std::string_view line(data, size * count);
        auto& refused = static_cast<Delivery*>(context)->refused_;
        if (line.starts_with('4') || line.starts_with('5')) refused = codes_of(text::trimmed(line));
        else if (!line.starts_with("221")) refused.clear();
        return line.size();
    }
    static int on_trace(CURL*, curl_infotype type, char* data, std::size_t size, void* context) {
        if (type == CURLINFO_HEADER_OUT && std::string_view(data, size).starts_with("RCPT TO:")) static_cast<Delivery*>(context)->told_for_whom_ = true;
        return 0;
    }
    static std::size_t on_bytes(char*, std::size_t size, std::size_t count, void*) { return size * count; }
    static curl_socket_t on_open(void* context, curlsocktype, curl_sockaddr* address) {
        return static_cast<Delivery*>(context)->socket_ = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    }
    // Its number may be another line's at once.
    static int on_close(void* context, curl_socket_t closed) {
        auto& open = static_cast<Delivery*>(context)->socket_;
        if (open == closed) open = CURL_SOCKET_BAD;
        return close(closed);
    }
    // Asked at least each second. Whoever breaks off must close the line too: libcurl says QUIT first and waits for an answer.
    static int on_progress(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        const auto& delivery = *static_cast<Delivery*>(context);
        if (!delivery.stop_.stop_requested() && std::chrono::steady_clock::now() < delivery.due_) return 0;
        shutdown(delivery.socket_, SHUT_RDWR);
        return 1;
    }

    std::unique_ptr<CURL, FreeCurl> handle_;
    List headers_, recipients_;
    std::unique_ptr<curl_mime, FreeCurl> mime_;
    std::stop_token stop_;
    timing::Deadline due_;
    curl_socket_t socket_ = CURL_SOCKET_BAD;
    std::string refused_;
    bool told_for_whom_ = false;
};
}  // namespace

Smtp::Smtp(SmtpConfig config) : config_(std::move(config)) {
    const std::unique_ptr<CURLU, FreeCurl> url(curl_url());
    const bool fits = curl_url_set(url.get(), CURLUPART_URL, config_.url.c_str(), 0) == CURLUE_OK;
    const auto scheme = fits ? part_of(url.get(), CURLUPART_SCHEME) : "";
    if (scheme != "smtp" && scheme != "smtps") throw Error(ErrorCode::invalid, "SMTP_URL: expected smtp://HOST:PORT or smtps://HOST");
    if (config_.plain && !is_this_machine(part_of(url.get(), CURLUPART_HOST)))
        throw Error(ErrorCode::invalid, "SMTP_PLAIN: only for a server on this machine (127.0.0.1, [::1] or localhost)");
}

std::expected<void, MailRefusal> Smtp::send(const Mail& mail, std::stop_token stop) const { return Delivery(config_, mail, stop).run(); }

}  // namespace client
