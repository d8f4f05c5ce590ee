#include "platform/crypto/message_encryption.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>

#include "platform/crypto/evp_key.hpp"
#include "platform/crypto/openssl.hpp"
#include "platform/crypto/random.hpp"
#include "platform/error.hpp"

namespace crypto {

namespace {
using namespace std::string_view_literals;
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, Release<EVP_CIPHER_CTX_free>>;

constexpr std::size_t message_salt_bytes = 16, key_hash_bytes = 32, record_key_bytes = 16, record_nonce_bytes = 12, record_tag_bytes = 16;
constexpr auto record_size = "\0\0\x10\0"sv;  // 4,096
constexpr char last_record = '\x02';

Error not_encrypted() { return {ErrorCode::internal, "A message could not be encrypted."}; }

// HKDF (RFC 5869); nothing here needs more than one block.
std::string extract(std::string_view salt, std::string_view key) {
    std::string hash(key_hash_bytes, '\0');
    if (!HMAC(EVP_sha256(), salt.data(), static_cast<int>(salt.size()), octets(key), key.size(), octets(hash), nullptr)) throw not_encrypted();
    return hash;
}
std::string expand(std::string_view key, std::string info, std::size_t bytes) {
    info += '\x01';
    return extract(key, info).substr(0, bytes);
}

// AES-128-GCM; the tag stands behind the text.
std::string seal_record(std::string_view key, std::string_view nonce, std::string_view text) {
    const Cipher cipher(EVP_CIPHER_CTX_new());
    const auto size = static_cast<int>(text.size());
    std::string sealed(text.size() + record_tag_bytes, '\0');
    int written = 0, rest = 0;
    const bool fine = EVP_EncryptInit_ex(cipher.get(), EVP_aes_128_gcm(), nullptr, octets(key), octets(nonce)) == 1 &&
                      EVP_EncryptUpdate(cipher.get(), octets(sealed), &written, octets(text), size) == 1 &&
                      EVP_EncryptFinal_ex(cipher.get(), octets(sealed) + written, &rest) == 1 &&
                      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, record_tag_bytes, octets(sealed) + size) == 1;
    if (!fine) throw not_encrypted();
    return sealed;
}

// RFC 8291, 3.3: from what the two keys have in common and the secret.
std::string input_key(const MessageKeys& to, const AgreementKey& sender) {
    const auto shared = sender.agree(to.point);
    if (!shared || to.secret.size() != message_secret_bytes) throw Error(ErrorCode::invalid, "These are no keys for messages.");
    return expand(extract(to.secret, *shared), std::string("WebPush: info\0"sv).append(to.point).append(sender.point()), key_hash_bytes);
}
}  // namespace

bool are_message_keys(const MessageKeys& keys) { return keys.secret.size() == message_secret_bytes && is_on_p256(keys.point); }

std::string encrypt_message(const MessageKeys& to, std::string_view text) {
    return encrypt_message(to, text, AgreementKey::make(), random_bytes(message_salt_bytes));
}

std::string encrypt_message(const MessageKeys& to, std::string_view text, const AgreementKey& sender, std::string_view salt) {
    if (text.size() > most_message_bytes || salt.size() != message_salt_bytes) throw Error(ErrorCode::invalid, "This message is too long.");
    const auto& point = sender.point();
    const auto key = extract(salt, input_key(to, sender));
    // RFC 8188, 2.2 and 2.3
    const auto record_key = expand(key, std::string("Content-Encoding: aes128gcm\0"sv), record_key_bytes);
    const auto nonce = expand(key, std::string("Content-Encoding: nonce\0"sv), record_nonce_bytes);
    // RFC 8188, 2.1: salt, size of records, size of the key's name, the key's name
    return std::string(salt).append(record_size).append(1, static_cast<char>(point.size())).append(point) + seal_record(record_key, nonce, std::string(text) + last_record);
}

}  // namespace crypto
