#include "lrs/credentials/credential.hpp"

namespace lrs {

Sender Credential::sender(std::string_view home_page) const {
    const auto home = issuer.empty() ? home_page : std::string_view(issuer);
    return user.empty() ? make_sender(org, home, id, may_any(scope_define)) : make_sender_for(org, home, id, user, may_any(scope_define));
}

}  // namespace lrs
