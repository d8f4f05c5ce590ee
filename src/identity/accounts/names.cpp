#include "identity/accounts/names.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uspoof.h>

#include "identity/accounts/unicode.hpp"
#include "platform/error.hpp"

namespace identity {

namespace {
constexpr int least_name = 2, most_name = 40, most_marks = 4;
constexpr std::size_t most_address = 254, most_local_part = 64;

std::string utf8(const icu::UnicodeString& text) {
    std::string bytes;
    return text.toUTF8String(bytes);
}

void expect(UErrorCode status) {
    if (U_FAILURE(status)) throw Error(ErrorCode::internal, "The Unicode tables are missing.");
}

icu::UnicodeString normalised(const icu::UnicodeString& text, const icu::Normalizer2* (*form)(UErrorCode&)) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* normalizer = form(status);
    expect(status);
    auto result = normalizer->normalize(text, status);
    expect(status);
    return result;
}

icu::UnicodeString folded(const icu::UnicodeString& text) { return normalised(text, icu::Normalizer2::getNFKCCasefoldInstance); }

// The skeleton writes some digits as capital letters, so case is folded once more.
icu::UnicodeString skeleton(const icu::UnicodeString& key) {
    static USpoofChecker* const checker = [] {
        UErrorCode status = U_ZERO_ERROR;
        auto* opened = uspoof_open(&status);
        expect(status);
        return opened;
    }();
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString result;
    uspoof_getSkeletonUnicodeString(checker, 0, key, result, &status);
    expect(status);
    return folded(result);
}

bool is_blank(UChar32 point) { return u_charType(point) == U_SPACE_SEPARATOR; }
bool is_mark(UChar32 point) { return (U_GET_GC_MASK(point) & U_GC_M_MASK) != 0; }
bool is_shown(UChar32 point) { return (U_GET_GC_MASK(point) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK | U_GC_P_MASK | U_GC_S_MASK)) != 0; }

icu::UnicodeString with_single_blanks(const icu::UnicodeString& text) {
    icu::UnicodeString result;
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        const UChar32 point = text.char32At(at);
        if (!is_blank(point)) result.append(point);
        else if (!result.isEmpty() && result.charAt(result.length() - 1) != u' ') result.append(u' ');
    }
    if (result.endsWith(u' ')) result.truncate(result.length() - 1);
    return result;
}

[[noreturn]] void refuse_name(const char* expected) { throw Error(ErrorCode::invalid, expected).at("/name"); }

void check_characters(const icu::UnicodeString& name) {
    bool speaks = false;
    int marks = 0;
    for (std::int32_t at = 0; at < name.length(); at = name.moveIndex32(at, 1)) {
        const UChar32 point = name.char32At(at);
        if ((!is_shown(point) && point != ' ') || point == '@') refuse_name("expected letters, digits, blanks and signs other than @");
        marks = is_mark(point) ? marks + 1 : 0;
        if (marks > most_marks) refuse_name("expected fewer marks on one letter");
        speaks = speaks || u_isalnum(point);
    }
    if (!speaks) refuse_name("expected a letter or a digit");
}

void check_length(const icu::UnicodeString& name) {
    const auto length = name.countChar32();
    if (length < least_name || length > most_name) refuse_name("expected 2 to 40 characters");
}

[[noreturn]] void refuse_address() { throw Error(ErrorCode::invalid, "expected an e-mail address").at("/email"); }

bool is_address_letter(UChar32 point) { return is_shown(point) && point != '<' && point != '>' && point != ',' && point != ';' && point != '"'; }
}  // namespace

Name avatar_name(std::string_view typed) {
    const auto name = with_single_blanks(normalised(from_utf8(typed), icu::Normalizer2::getNFCInstance));
    check_length(name);
    check_characters(name);
    const auto key = folded(name);
    if (key.isEmpty()) refuse_name("expected a letter or a digit");
    return {.shown = utf8(name), .key = utf8(key), .look = utf8(skeleton(key))};
}

Address email_address(std::string_view typed) {
    const auto text = with_single_blanks(normalised(from_utf8(typed), icu::Normalizer2::getNFCInstance));
    auto shown = utf8(text);
    const auto at = shown.find('@');
    if (at == shown.npos || at == 0 || at > most_local_part || at != shown.rfind('@') || at + 1 == shown.size() || shown.size() > most_address) refuse_address();
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
        if (!is_address_letter(text.char32At(i))) refuse_address();
    return {.shown = std::move(shown), .key = utf8(folded(text))};
}

std::string sign_in_key(std::string_view typed) { return utf8(folded(with_single_blanks(normalised(from_utf8(typed), icu::Normalizer2::getNFCInstance)))); }

}  // namespace identity
