#include "platform/jose/jws.hpp"

#include "platform/crypto/crypto.hpp"
#include "platform/crypto/private_key.hpp"

namespace jose {

std::optional<Jws> read_jws(std::string_view text) {
    const auto first = text.find('.'), second = text.find('.', first == text.npos ? first : first + 1);
    if (second == text.npos || text.find('.', second + 1) != text.npos) return std::nullopt;
    auto header = crypto::from_base64url(text.substr(0, first)), payload = crypto::from_base64url(text.substr(first + 1, second - first - 1)),
         signature = crypto::from_base64url(text.substr(second + 1));
    if (!header || !payload || !signature) return std::nullopt;
    return Jws{std::move(*header), std::move(*payload), std::move(*signature), text.substr(0, second)};
}

std::string write_jws(std::string_view header, std::string_view payload, const crypto::PrivateKey& key) {
    const auto text = crypto::to_base64url(header) + '.' + crypto::to_base64url(payload);
    return text + '.' + crypto::to_base64url(key.sign(text));
}

}  // namespace jose
