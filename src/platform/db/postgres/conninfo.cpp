#include "platform/db/postgres/conninfo.hpp"

#include "platform/error.hpp"

namespace db::postgres {

std::unique_ptr<PQconninfoOption, FreeOptions> options_of(const std::string& url) {
    char* problem = nullptr;
    std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfoParse(url.c_str(), &problem));
    const std::string reason = problem ? problem : "";
    PQfreemem(problem);
    if (!options) throw Error(ErrorCode::unavailable, "DATABASE_URL cannot be read: " + reason);
    return options;
}

}  // namespace db::postgres
