#pragma once
#include <exception>

#include "platform/db/database.hpp"

namespace db {

// Remembers that a statement failed, so that a body which swallows the exception is undone all the same, on both engines.
class Poison {
public:
    template <class Work>
    Rows watch(Work work) {
        check();
        try {
            return work();
        } catch (...) {
            failure_ = std::current_exception();
            throw;
        }
    }
    void check() const {
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    std::exception_ptr failure_;
};

}  // namespace db
