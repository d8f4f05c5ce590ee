#pragma once
#include <string>
#include <string_view>

#include "platform/crypto/agreement_key.hpp"

// Encryption of messages to browsers (RFC 8291): the content coding aes128gcm (RFC 8188) in one record, under a key agreed on P-256. Any thread.
namespace crypto {

// With its header and tag such a text has 4,096 bytes, which every push service takes (RFC 8291, 4).
inline constexpr std::size_t most_message_bytes = 3993;

inline constexpr std::size_t message_secret_bytes = 16;

// What a browser gives away for messages to it.
struct MessageKeys {
    std::string point;   // the public point of its key, uncompressed: 65 bytes
    std::string secret;  // that messages show they know: 16 bytes
};
// Whether the point is on the curve and the secret of that size.
bool are_message_keys(const MessageKeys& keys);

// The body of the message, under a new key and salt. Error(invalid) for keys that are none and for a longer text.
std::string encrypt_message(const MessageKeys& to, std::string_view text);
// The same under a key and a salt of 16 bytes that are given; each pair of them is good for one message.
std::string encrypt_message(const MessageKeys& to, std::string_view text, const AgreementKey& sender, std::string_view salt);

}  // namespace crypto
