#pragma once
#include <map>
#include <mutex>

#include "library/library.hpp"
#include "library/search/rank.hpp"

namespace library {

// How far a running import has come: written by the importing thread, read by whoever polls.
class Progress {
public:
    void set(ImportState state, int done, int total, std::string message) {
        const std::lock_guard lock(mutex_);
        state_ = state;
        done_ = done;
        total_ = total;
        message_ = std::move(message);
    }
    void show_in(Import& import) const {
        const std::lock_guard lock(mutex_);
        import.state = state_;
        import.done = done_;
        import.total = total_;
        import.message = message_;
    }

private:
    mutable std::mutex mutex_;
    ImportState state_ = ImportState::queued;
    int done_ = 0, total_ = 0;
    std::string message_ = "Waiting";
};

// What a search needs of a course beside the parts of its index; courses never change, so it is kept.
struct CourseIndex {
    std::string language;
    std::vector<std::uint16_t> lengths;
    SameMeaning synonyms;
};

// What was read of the courses that were asked for lately. A course never changes once it can be seen, so nothing is ever out of date. Any thread.
template <class T>
class PerCourse {
public:
    std::shared_ptr<const T> find(const OrgId& org, const CourseId& course) const {
        const std::lock_guard lock(mutex_);
        const auto found = kept_.find({org, course});
        return found == kept_.end() ? nullptr : found->second;
    }
    void keep(const OrgId& org, const CourseId& course, std::shared_ptr<const T> what) {
        constexpr std::size_t most = 64;
        const std::lock_guard lock(mutex_);
        if (kept_.size() >= most) kept_.clear();
        kept_[{org, course}] = std::move(what);
    }

private:
    mutable std::mutex mutex_;
    std::map<std::pair<OrgId, CourseId>, std::shared_ptr<const T>> kept_;
};

struct Library::State {
    db::Database& database;
    pool::Pool& cpu;
    models::Models& models;
    Config config;
    pool::Pool importers{1};  // one import at a time: a book must not take the threads that searches and lessons need

    std::mutex mutex;  // of what follows
    std::map<ImportId, std::shared_ptr<Progress>> running;

    PerCourse<CourseIndex> indexes;
    PerCourse<std::vector<Node>> tocs;
};

}  // namespace library
