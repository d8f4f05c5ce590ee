#pragma once
// For tests of this room, and of rooms above, that keep statements in a database.
#include "identity/sql.gen.hpp"
#include "lrs/lrs.hpp"
#include "lrs/orgs_test_support.hpp"
#include "lrs/sql.gen.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/sql.gen.hpp"

namespace lrs {

// An empty store; the keys of its configuration would belong to `org`.
class LrsDbTest : public db::DbTest {
protected:
    LrsDbTest() {
        for (const auto migrations : {std::span<const db::Query>(platform::migrations), std::span<const db::Query>(identity::migrations),
                                      std::span<const db::Query>(lrs::migrations)})
            database->migrate(migrations);
    }
    std::int64_t count(const db::Query& query) { return database->run_now(query)[0].integer(0); }

    inline static const OrgId org = lrs::org, other_org = lrs::other_org;
    Lrs lrs{*database, {}, org};
};

}  // namespace lrs
