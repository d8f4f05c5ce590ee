#pragma once
#include <list>
#include <memory>
#include <mutex>

#include "library/library.hpp"
#include "platform/bus/bus.hpp"
#include "platform/pool/pool.hpp"
#include "tutor/engine/engine.hpp"

namespace tutor {

using SharedIndex = std::shared_ptr<const engine::Index>;

// Courses made searchable, the last used ones kept. Courses do not change once imported, so an index never goes stale. Any thread.
class Shelf {
public:
    Shelf(library::Library& library, pool::Pool& cpu, bus::Signal& signal) : library_(library), cpu_(cpu), signal_(signal) {}

    // Builds the index when it is not at hand; callers who come meanwhile share the work. Throws Error(not_found) for an unknown course.
    Task<SharedIndex> index(OrgId org, library::CourseId course);

private:
    struct Book {
        OrgId org;
        library::CourseId course;
        SharedIndex index;  // null while it is built
    };
    SharedIndex find_or_claim(const OrgId& org, const library::CourseId& course, bool& mine);
    void put(const library::CourseId& course, SharedIndex index);
    Task<SharedIndex> build(OrgId org, library::CourseId course);

    library::Library& library_;
    pool::Pool& cpu_;
    bus::Signal& signal_;
    std::mutex mutex_;
    std::list<Book> books_;  // last used first
};

}  // namespace tutor
