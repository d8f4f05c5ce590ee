#pragma once
#include <vector>

#include "lrs/forwarding/outgoing.hpp"
#include "lrs/privacy/permits.hpp"
#include "lrs/store/query.hpp"

namespace lrs {

// Of a page those that the forward's filter takes, ready to go out. A statement that refers to one that fits, through any number of
// steps, fits as well: a voiding follows what it voids. Each with whom to ask about it.
Task<std::vector<Outgoing>> select(db::Database& database, const Forward& forward, const Permission& permission, const std::vector<FoundStatement>& page);

}  // namespace lrs
