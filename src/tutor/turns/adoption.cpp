#include "tutor/sql.gen.hpp"
#include "tutor/tutor.hpp"

namespace tutor {

void adopt(db::Transaction& tx, const OrgId& org, const UserId& from, const UserId& to) {
    tx.run(sql::adopt_answers, org, from, to);
    tx.run(sql::adopt_turns, org, from, to);
    tx.run(sql::adopt_plans, org, from, to);
    tx.run(sql::adopt_conversations, org, from, to);
}

}  // namespace tutor
