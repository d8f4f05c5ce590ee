#pragma once
#include <functional>
#include <memory>

#include "library/import/outline.hpp"
#include "library/search/index.hpp"
#include "platform/db/database.hpp"

namespace library {

// A course ready to be written.
struct Prepared {
    Course course;
    UserId user;
    Outline outline;
    std::vector<Synonym> synonyms;
    std::map<int, db::Bytes> parts;
    db::Bytes lengths;
};
// CPU work: structure, passages, index. Throws Error(invalid) when the document holds no text.
std::shared_ptr<const Prepared> prepare_course(Document document, Course course, UserId user, const Report& report);

// What `transact` runs, one after the other: many small transactions, so that other writers are not held up. Nobody sees the
// course before the last one, which makes it visible.
using Step = std::function<void(db::Transaction&)>;
std::vector<Step> steps_to_store(const std::shared_ptr<const Prepared>& prepared);
// Undoes any part of them.
void remove_course(db::Transaction& tx, const OrgId& org, const CourseId& course);

}  // namespace library
