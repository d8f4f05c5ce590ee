#include "lms/progress/evaluate.hpp"

#include "lms/progress/progress.hpp"

namespace lms {

void say_satisfied(db::Transaction& tx, const OrgId& org, const Scene& scene, const Structure& structure, History& history) {
    for (const auto& unit : satisfied(structure, history))
        if (!history.of_unit(unit, Verb::satisfied)) say(tx, org, scene, unit, Verb::satisfied, satisfied(scene, structure, unit), history);
}

Registration enrol_and_evaluate(db::Transaction& tx, const OrgId& org, const std::string& home, const Course& course, const UserId& user) {
    auto enrolment = enrol(tx, org, course.id, user);
    if (enrolment.fresh) {
        History history;
        const Scene scene{home, course.id, enrolment.registration.id, new_uuid(), user, timing::now()};
        say_satisfied(tx, org, scene, course.structure, history);
    }
    return std::move(enrolment.registration);
}

}  // namespace lms
