#pragma once
#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/id.hpp"

namespace lrs {

// An OpenID issuer whose bearer tokens are taken, as the operator names it in OT_XAPI_ISSUERS (docs/settings.md).
struct Issuer {
    std::string url;       // as its tokens and its discovery document write it
    std::string audience;  // that its tokens must be made for
    OrgId org;             // whose statements they give access to
    std::string scope_claim = "scope";
    std::map<std::string, unsigned> scopes = {};  // what a token's scope is here; empty: the names of part 3, 4.2, as they are
    std::chrono::seconds refresh{30};  // at most so often are its keys asked for because of an unknown one
};

// `setting` is a JSON array, or the path of a file that holds one; "" is none. Throws Error(invalid) with what was expected.
std::vector<Issuer> read_issuers(std::string_view setting, const OrgId& default_org);

}  // namespace lrs
