#pragma once
#include <map>
#include <vector>

#include "lrs/pipeline/flatten.hpp"
#include "lrs/store/known_marks.hpp"
#include "platform/db/database.hpp"
#include "platform/id.hpp"

namespace lrs {

enum NameKind { name_verb = 1, name_activity = 2, name_learner = 3, name_cohort = 4 };

// What keys of reports are called and who belongs to which cohort, of a batch of rows, but for what is known to be written. Voided rows have no part in it.
class Names {
public:
    Names(const FlatRows& rows, const KnownMarks& known);
    bool empty() const { return names_.empty() && members_.empty(); }
    void write(db::Transaction& tx, const OrgId& org) const;
    // What KnownMarks may learn once it is on disk.
    const std::vector<std::size_t>& marks() const { return marks_; }

private:
    struct Name {
        std::string id, name;
    };
    void add(const FlatRow& row);
    void add_name(NameKind kind, std::int64_t key, const std::string& id, const std::string& name);
    void add_member(std::int64_t cohort, std::int64_t actor);
    bool is_news(std::size_t mark);

    const KnownMarks& known_;
    std::vector<std::size_t> marks_;
    std::map<std::pair<int, std::int64_t>, Name> names_;             // kind, key
    std::map<std::pair<std::int64_t, std::int64_t>, bool> members_;  // cohort, actor
};

}  // namespace lrs
