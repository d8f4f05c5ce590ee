#include "lrs/pipeline/names.hpp"

#include "lrs/sql.gen.hpp"
#include "platform/db/row_batch.hpp"

namespace lrs {

namespace {
std::size_t mark_of(std::int64_t first, std::int64_t second, std::string_view text) {
    return std::hash<std::string_view>{}(text) ^ (static_cast<std::size_t>(first) * 0x9E3779B97F4A7C15) ^ static_cast<std::size_t>(second);
}
}  // namespace

Names::Names(const FlatRows& rows, const KnownMarks& known) : known_(known) {
    for (const auto& row : rows)
        if (!row->voided) add(*row);
}

bool Names::is_news(std::size_t mark) {
    if (known_.has(mark)) return false;
    marks_.push_back(mark);
    return true;
}

// The last name that is given; many statements give none.
void Names::add_name(NameKind kind, std::int64_t key, const std::string& id, const std::string& name) {
    if (!is_news(mark_of(key, kind, name))) return;
    auto& kept = names_[{kind, key}];
    kept.id = id;
    if (!name.empty()) kept.name = name;
}

void Names::add_member(std::int64_t cohort, std::int64_t actor) {
    if (is_news(mark_of(cohort, actor, "member"))) members_[{cohort, actor}] = true;
}

void Names::add(const FlatRow& row) {
    add_name(name_verb, row.verb_key, row.verb_id, row.verb_name);
    if (row.object_key != 0) add_name(name_activity, row.object_key, row.object_id, row.object_name);
    if (row.actor_key == 0) return;
    add_name(name_learner, row.actor_key, row.actor_id, row.actor_name);
    for (const auto& cohort : row.cohorts) {
        add_name(name_cohort, cohort.key, cohort.id, cohort.name);
        add_member(cohort.key, row.actor_key);
    }
}

void Names::write(db::Transaction& tx, const OrgId& org) const {
    db::RowBatch names(tx, sql::put_report_name), members(tx, sql::add_report_member);
    for (const auto& [key, name] : names_) names.add(org.str(), std::int64_t{key.first}, key.second, name.id, name.name);
    for (const auto& [key, member] : members_) members.add(org.str(), key.first, key.second);
    names.flush();
    members.flush();
}

}  // namespace lrs
