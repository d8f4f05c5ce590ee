#pragma once
#include <libpq-fe.h>

#include <memory>
#include <string>

namespace db::postgres {

struct FreeOptions {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
// libpq's options, up to one without a keyword; those that DATABASE_URL sets have a `val`. Throws Error(unavailable) when it cannot be read.
std::unique_ptr<PQconninfoOption, FreeOptions> options_of(const std::string& url);

}  // namespace db::postgres
