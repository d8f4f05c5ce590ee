#include "notices/push/message.hpp"

#include <algorithm>

#include "platform/client/addresses.hpp"

namespace notices {

namespace {
using namespace std::chrono_literals;

constexpr std::size_t longest_title = 300, longest_path = 600;  // bytes; with any body at all they fit, however JSON writes them
constexpr std::size_t most = crypto::most_message_bytes, longest_escape = 6;  // \u0001 is one byte
constexpr std::string_view a_day = "86400", ellipsis = "…";

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

// Takes at least `bytes` away, as far as there are so many.
void shorten(std::string& text, std::size_t bytes) {
    auto end = text.size() - std::min(text.size(), bytes + ellipsis.size());
    while (end > 0 && !begins_character(text[end])) --end;
    text.replace(end, text.npos, ellipsis);
}
}  // namespace

std::string payload_of(PushWords words) {
    if (words.title.size() > longest_title) shorten(words.title, words.title.size() - longest_title);
    if (words.path.size() > longest_path) words.path.clear();
    if (words.body.size() > most) shorten(words.body, words.body.size() - most);
    auto payload = json::write(words);
    while (payload.size() > most) {
        shorten(words.body, (payload.size() - most + longest_escape - 1) / longest_escape);
        payload = json::write(words);
    }
    return payload;
}

client::Request push_request(const Browser& to, const PushWords& words, Vapid& vapid) {
    return {.method = "POST", .url = to.endpoint,
            .headers = {{"Authorization", vapid.authorization(client::origin_of(to.endpoint), timing::now())}, {"Content-Type", "application/octet-stream"},
                        {"Content-Encoding", "aes128gcm"}, {"TTL", std::string(a_day)}, {"Urgency", "normal"}},
            .body = crypto::encrypt_message(to.keys, payload_of(words)),
            .first_byte_timeout = 10s, .idle_timeout = 5s, .deadline = timing::in(20s), .response_limit = 64 << 10};
}

Reception reception_of(int status) {
    if (status >= 200 && status < 300) return Reception::taken;
    if (status == 404 || status == 410) return Reception::gone;  // RFC 8030, 7.3
    return status == 400 || status == 403 || status == 413 ? Reception::refused : Reception::later;
}

}  // namespace notices
