#pragma once
#include <string_view>

namespace lrs {

inline constexpr std::string_view signature_usage = "http://adlnet.gov/expapi/attachments/signature";

// Checks the signature of a signed statement (part 2, 2.6): a JWS in compact form by RS256, RS384 or RS512, whose payload is the
// statement without its signature, and which holds under the first certificate of `x5c` when there is one. Throws
// Error(invalid). `pointer` is the attachment's place.
void check_signature(std::string_view jws, std::string_view statement, std::string_view pointer);

}  // namespace lrs
