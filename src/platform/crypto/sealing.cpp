#include "platform/crypto/sealing.hpp"

#include <openssl/evp.h>

#include <memory>

#include "platform/crypto/random.hpp"
#include "platform/crypto/openssl.hpp"
#include "platform/error.hpp"

namespace crypto {

namespace {
constexpr std::size_t nonce_bytes = 12, tag_bytes = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, Release<EVP_CIPHER_CTX_free>>;

int size_of(std::string_view text) { return static_cast<int>(text.size()); }

Error failed() { return {ErrorCode::internal, "Something could not be encrypted."}; }
}  // namespace

std::string seal(std::string_view key, std::string_view text, std::string_view associated) {
    if (key.size() != sealing_key_bytes) throw failed();
    const Context context(EVP_CIPHER_CTX_new());
    const auto nonce = random_bytes(nonce_bytes);
    std::string cipher(text.size(), '\0'), tag(tag_bytes, '\0');
    int written = 0, rest = 0;
    const bool fine = EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, octets(key), octets(nonce)) == 1 &&
                      EVP_EncryptUpdate(context.get(), nullptr, &written, octets(associated), size_of(associated)) == 1 &&
                      EVP_EncryptUpdate(context.get(), octets(cipher), &written, octets(text), size_of(text)) == 1 &&
                      EVP_EncryptFinal_ex(context.get(), octets(cipher) + written, &rest) == 1 &&
                      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, octets(tag)) == 1;
    if (!fine) throw failed();
    return nonce + cipher + tag;
}

std::optional<std::string> unseal(std::string_view key, std::string_view sealed, std::string_view associated) {
    if (key.size() != sealing_key_bytes || sealed.size() < nonce_bytes + tag_bytes) return std::nullopt;
    const Context context(EVP_CIPHER_CTX_new());
    const auto nonce = sealed.substr(0, nonce_bytes), cipher = sealed.substr(nonce_bytes, sealed.size() - nonce_bytes - tag_bytes);
    std::string tag(sealed.substr(sealed.size() - tag_bytes)), text(cipher.size(), '\0');
    int written = 0, rest = 0;
    const bool fine = EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, octets(key), octets(nonce)) == 1 &&
                      EVP_DecryptUpdate(context.get(), nullptr, &written, octets(associated), size_of(associated)) == 1 &&
                      EVP_DecryptUpdate(context.get(), octets(text), &written, octets(cipher), size_of(cipher)) == 1 &&
                      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, octets(tag)) == 1 &&
                      EVP_DecryptFinal_ex(context.get(), octets(text) + written, &rest) == 1;
    return fine ? std::optional(std::move(text)) : std::nullopt;
}

}  // namespace crypto
