#include "platform/crypto/password.hpp"

#include <argon2.h>
#include <fmt/format.h>

#include <array>
#include <charconv>

#include "platform/crypto/crypto.hpp"
#include "platform/crypto/random.hpp"
#include "platform/error.hpp"

namespace crypto {

namespace {
constexpr std::size_t salt_bytes = 16, hash_bytes = 32;  // RFC 9106, 4
constexpr std::string_view prefix = "$argon2id$v=19$";

std::string without_padding(std::string text) {
    std::erase(text, '=');
    return text;
}

// Takes `name` and the number behind it from the front of `text`.
std::optional<std::uint32_t> take_number(std::string_view& text, std::string_view name) {
    if (!text.starts_with(name)) return std::nullopt;
    text.remove_prefix(name.size());
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}
}  // namespace

std::string hash_password(std::string_view password, const Argon2Cost& cost) {
    const auto salt = random_bytes(salt_bytes);
    std::string text(argon2_encodedlen(cost.passes, cost.memory_kib, cost.lanes, salt_bytes, hash_bytes, Argon2_id), '\0');
    const int result = argon2id_hash_encoded(cost.passes, cost.memory_kib, cost.lanes, password.data(), password.size(), salt.data(), salt.size(),
                                             hash_bytes, text.data(), text.size());
    if (result != ARGON2_OK) throw Error(ErrorCode::internal, "The password could not be hashed.");
    text.resize(text.find('\0'));
    return text;
}

bool verify_password(std::string_view password, const std::string& hash) {
    return argon2id_verify(hash.c_str(), password.data(), password.size()) == ARGON2_OK;
}

std::optional<Argon2Cost> cost_of(std::string_view hash) {
    if (!hash.starts_with(prefix)) return std::nullopt;
    hash.remove_prefix(prefix.size());
    const auto memory = take_number(hash, "m="), passes = take_number(hash, ",t="), lanes = take_number(hash, ",p=");
    if (!memory || !passes || !lanes || !hash.starts_with('$')) return std::nullopt;
    return Argon2Cost{.memory_kib = *memory, .passes = *passes, .lanes = *lanes};
}

std::string hash_of_nothing(const Argon2Cost& cost) {
    return fmt::format("{}m={},t={},p={}${}${}", prefix, cost.memory_kib, cost.passes, cost.lanes, without_padding(to_base64(random_bytes(salt_bytes))),
                       without_padding(to_base64(random_bytes(hash_bytes))));
}

}  // namespace crypto
