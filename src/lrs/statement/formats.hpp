#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "lrs/statement/version.hpp"
#include "platform/clock/clock.hpp"
#include "platform/text/ascii.hpp"

// The forms of text that xAPI demands (1.0.3, part 2, 4). Pure; any thread.
namespace lrs {

// RFC 3987 with a scheme: relative references are no IRIs (part 2, 4.3). Best effort beyond scheme, characters and escapes.
bool is_iri(std::string_view text);
// "mailto:" and one address (part 2, 2.4.2.3).
bool is_mailto(std::string_view text);
bool is_hex(std::string_view text);
// RFC 9110, 8.3.1: type "/" subtype, and parameters of whatever form.
bool is_media_type(std::string_view text);
// RFC 5646, 2.1 with 2.2.9: well-formed, no variant and no singleton twice.
bool is_language_tag(std::string_view text);
// ISO 8601:2004, 4.4.3.2 (part 2, 4.6); the alternative form is refused.
bool is_duration(std::string_view text);
// The duration without digits beyond 0.01 s, by which durations are compared.
std::string comparable_duration(std::string_view text);
// 1.0.3: a combined date and time of ISO 8601, extended or basic, UTC when no zone is said; 2.0.0: RFC 3339. An offset of
// negative zero is refused in both (XAPI-00123). Digits beyond microseconds are cut; a moment outside of the years 0 to 9999 in UTC is the nearest in them.
std::optional<timing::Micros> read_timestamp(std::string_view text, Version version);
// As the store writes times: RFC 3339 in UTC with microseconds, so that `stored` keeps its order.
std::string write_timestamp(timing::Micros at);
// UUIDs are compared without case (part 2, 2.4.1); the store keeps them in lower case.
using text::lower_case;

}  // namespace lrs
