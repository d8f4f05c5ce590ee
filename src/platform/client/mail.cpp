#include "platform/client/mail.hpp"

#include <fmt/chrono.h>

#include <algorithm>

#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"
#include "platform/text/ascii.hpp"

namespace client {

namespace {
constexpr std::size_t longest_plain = 60;  // bytes; beside the name of the header that makes a line of less than 78
constexpr std::size_t longest_word = 45;   // bytes of UTF-8 whose Base64 fits into one encoded word
constexpr std::size_t longest_address = 254;

bool is_plain(std::string_view text) {
    return text.size() <= longest_plain && text.find("=?") == text.npos && std::ranges::all_of(text, [](unsigned char letter) { return letter >= ' ' && letter < 0x7f; });
}

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

// As much as fits into one word without cutting a character.
std::string_view first_word(std::string_view text) {
    if (text.size() <= longest_word) return text;
    auto end = longest_word;
    while (end > 0 && continues_character(text[end])) --end;
    return text.substr(0, end);
}

// Line ends and other controls are no part of any header.
std::string without_controls(std::string_view text) {
    std::string result(text);
    std::ranges::replace_if(result, [](unsigned char letter) { return letter < ' ' || letter == 0x7f; }, ' ');
    return result;
}

std::string in_quotes(std::string_view plain) {
    std::string result = "\"";
    for (const char letter : plain) {
        if (letter == '"' || letter == '\\') result += '\\';
        result += letter;
    }
    return result + '"';
}

std::string header_mailbox(const Mailbox& mailbox) {
    if (!is_mail_address(mailbox.address)) throw Error(ErrorCode::invalid, "expected an address of e-mail");
    if (mailbox.name.empty()) return '<' + mailbox.address + '>';
    const auto name = without_controls(mailbox.name);
    return (is_plain(name) ? in_quotes(name) : header_text(name)) + "\r\n <" + mailbox.address + '>';
}

std::string domain_of(std::string_view address) { return std::string(address.substr(address.find('@') + 1)); }
}  // namespace

bool is_mail_address(std::string_view address) {
    const auto at = address.find('@');
    if (address.size() > longest_address || at == 0 || at == address.npos || at != address.rfind('@') || at + 1 == address.size()) return false;
    return std::ranges::none_of(address, [](unsigned char letter) { return letter <= ' ' || letter == 0x7f || std::string_view("<>()[]\\,;:\"").contains(letter); });
}

Mailbox mailbox_named(std::string_view text) {
    const auto open = text.find('<');
    const bool angled = open != text.npos && text.ends_with('>');
    Mailbox mailbox{.name = std::string(angled ? text::trimmed(text.substr(0, open), " \"") : ""),
                    .address = std::string(angled ? text.substr(open + 1, text.size() - open - 2) : text)};
    if (!is_mail_address(mailbox.address)) throw Error(ErrorCode::invalid, "expected an address such as `Tutor <tutor@school.example>`");
    return mailbox;
}

std::string header_text(std::string_view text) {
    const auto clean = without_controls(text);
    if (is_plain(clean)) return clean;
    std::string words;
    for (std::string_view rest = clean; !rest.empty();) {
        const auto word = first_word(rest);
        if (word.empty()) break;
        if (!words.empty()) words += "\r\n ";
        words += "=?UTF-8?B?" + crypto::to_base64(word) + "?=";
        rest.remove_prefix(word.size());
    }
    return words;
}

std::string mail_date(timing::Micros at) {
    return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000", fmt::gmtime(static_cast<std::time_t>(at / 1'000'000)));
}

std::vector<std::string> header_lines(const Mail& mail) {
    std::vector<std::string> lines{
        "From: " + header_mailbox(mail.from),
        "To: " + header_mailbox(mail.to),
        "Subject: " + header_text(mail.subject),
        "Date: " + mail_date(mail.date),
        "Message-ID: <" + mail.id + '@' + domain_of(mail.from.address) + '>',
    };
    for (const auto& header : mail.headers) lines.push_back(header.name + ": " + without_controls(header.value));
    return lines;
}

}  // namespace client
