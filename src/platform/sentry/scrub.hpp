#pragma once
#include <string>
#include <string_view>

namespace sentry {

// A reason without what may be somebody's: addresses of mail and networks, what stands in quotes or in "(column)=(value)", long runs of digits, and what
// looks like a key. Rather too much than too little.
std::string scrub(std::string_view reason);

}  // namespace sentry
