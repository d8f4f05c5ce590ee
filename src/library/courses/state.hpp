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

struct Library::State {
    db::Database& database;
    pool::Pool& cpu;
    models::Models& models;
    Config config;
    pool::Pool importers{1};  // one import at a time: a book must not take the threads that searches and lessons need

    std::mutex mutex;  // of what follows
    std::map<ImportId, std::shared_ptr<Progress>> running;
    std::map<std::pair<OrgId, CourseId>, std::shared_ptr<const CourseIndex>> indexes;
};

}  // namespace library
