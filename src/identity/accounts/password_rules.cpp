#include "identity/accounts/password_rules.hpp"

#include <unicode/normalizer2.h>

#include <algorithm>

#include "identity/accounts/names.hpp"
#include "identity/accounts/unicode.hpp"
#include "platform/error.hpp"

namespace identity {

namespace {
constexpr std::int32_t most = 256;

// Each letter follows the one before it by the same step: aaaaaaaa, 12345678, 87654321.
bool is_run(const icu::UnicodeString& text) {
    const int step = text.charAt(1) - text.charAt(0);
    if (step < -1 || step > 1) return false;
    for (std::int32_t i = 2; i < text.length(); ++i)
        if (text.charAt(i) - text.charAt(i - 1) != step) return false;
    return true;
}

[[noreturn]] void refuse(std::string_view pointer, std::string reason) { throw Error(ErrorCode::invalid, std::move(reason)).at(std::string(pointer)); }
}  // namespace

std::string normalised_password(std::string_view typed) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* form = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) throw Error(ErrorCode::internal, "The Unicode tables are missing.");
    std::string bytes;
    form->normalize(from_utf8(typed), status).toUTF8String(bytes);
    return bytes;
}

void check_password(const std::string& normalised, int least, const std::vector<std::string>& known, std::string_view pointer) {
    const auto text = from_utf8(normalised);
    const auto length = text.countChar32();
    if (length < least) refuse(pointer, "expected at least " + std::to_string(least) + " characters");
    if (length > most) refuse(pointer, "expected at most 256 characters");
    const auto folded = sign_in_key(normalised);
    if (is_common_password(folded) || is_run(text)) refuse(pointer, "this password is one of the first that are guessed; choose another");
    if (std::ranges::find(known, folded) != known.end()) refuse(pointer, "a password must not be the name or the address; choose another");
}

}  // namespace identity
