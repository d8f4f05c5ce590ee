#include "platform/sentry/scrub.hpp"

#include <regex>

namespace sentry {

namespace {
constexpr std::size_t longest = 2000;  // std::regex recurses with the length of its text

const std::regex& personal() {
    static const std::regex form(
        R"(\B'[^']*('|$)|"[^"]*("|$)|\)=\([^)]*(\)|$))"               // quoted; values in messages of the database
        R"(|[^\s@<>()]+@[^\s@<>()]+)"                                // mail
        R"(|\b\d{1,3}(\.\d{1,3}){3}\b|\b[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){3,}\b)"  // networks
        R"(|[+]?\d[\d\s-]{6,}\d)"                                    // telephones, cards
        R"(|\b[A-Za-z0-9_\-+/]{24,}=*)");                            // keys
    return form;
}
}  // namespace

std::string scrub(std::string_view reason) {
    const std::string text(reason.substr(0, longest));
    return std::regex_replace(text, personal(), "[…]");
}

}  // namespace sentry
