#include "platform/db/drivers.hpp"

namespace db {
std::unique_ptr<Database> open_postgres(const Config&) {
    throw Error(ErrorCode::unavailable, "PostgreSQL is not part of this build.");
}
}  // namespace db
