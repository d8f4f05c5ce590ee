#include "library/library.hpp"
#include "library/sql.gen.hpp"

namespace library {

void adopt(db::Transaction& tx, const OrgId& org, const UserId& from, const UserId& to) {
    tx.run(sql::adopt_imports, org, from, to);
    tx.run(sql::adopt_courses, org, from, to);
}

}  // namespace library
