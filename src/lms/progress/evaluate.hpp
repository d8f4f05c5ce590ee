#pragma once
#include "lms/courses/courses.hpp"
#include "lms/session/records.hpp"

namespace lms {

// Says of each block, and of the course, that is satisfied and was not before in this registration, that it is (9.3.9), with the session
// id of the scene.
void say_satisfied(db::Transaction& tx, const OrgId& org, const Scene& scene, const Structure& structure, History& history);

// The learner's registration, made and evaluated when there is none (9.6.1).
Registration enrol_and_evaluate(db::Transaction& tx, const OrgId& org, const std::string& home, const Course& course, const UserId& user);

}  // namespace lms
