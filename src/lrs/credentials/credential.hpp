#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "lrs/credentials/scopes.hpp"
#include "lrs/lrs.hpp"
#include "lrs/store/prepared.hpp"

namespace lrs {

// Who makes a request.
struct Credential {
    OrgId org;
    std::string id;  // of the key, or of the client that an issuer knows
    unsigned scopes = 0;
    KeyLimits limits;
    std::string issuer = {};  // of a bearer token: the home page of `id` and `user`; "" for a key of this store
    std::string user = {};    // whom the client acts for, if that is somebody else
    std::shared_ptr<const Guest> guest = nullptr;  // of credentials that a room above has given out

    bool may_any(unsigned wanted) const { return (scopes & (wanted | scope_all)) != 0; }
    // What becomes the authority of statements; `home_page` is this store's.
    Sender sender(std::string_view home_page) const;
};

}  // namespace lrs
