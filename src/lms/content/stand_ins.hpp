#pragma once
#include <string>
#include <string_view>

// Pages in a sandbox without an origin have neither cookies nor storage, and a mere look at them throws: there what is widely used
// (axios reads document.cookie) would not even begin. A script before all others puts stand-ins there, which the page's memory keeps.
namespace lms {

inline constexpr std::string_view stand_ins_path = "/v1/cmi5/stand-ins.js";
extern const std::string_view stand_ins_script;

// The page with that script first, after its document type, so that neither its rendering mode nor its encoding changes.
std::string with_stand_ins(std::string_view html);

}  // namespace lms
