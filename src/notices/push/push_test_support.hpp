#pragma once
#include <string>

#include "notices/push/subscription.hpp"
#include "platform/crypto/crypto.hpp"

namespace notices {

// The browser of RFC 8291, appendix A, at some push service.
inline const std::string browser_point = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", browser_secret = "BTBZMqHH6r4Tts7J_aSIgg";

inline Browser browser_at(const std::string& endpoint) { return {endpoint, {crypto::from_base64url(browser_point).value(), crypto::from_base64url(browser_secret).value()}}; }

}  // namespace notices
