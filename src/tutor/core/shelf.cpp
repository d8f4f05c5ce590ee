#include "tutor/core/shelf.hpp"

#include <algorithm>

#include "platform/error.hpp"
#include "platform/outcome.hpp"

namespace tutor {
namespace {

constexpr std::size_t most_passages = 200'000;  // kept in memory over all courses; one larger course is kept alone

std::string wake_key(const library::CourseId& course) { return "index:" + course.str(); }

}  // namespace

SharedIndex Shelf::find_or_claim(const OrgId& org, const library::CourseId& course, bool& mine) {
    const std::lock_guard lock(mutex_);
    const auto book = std::ranges::find_if(books_, [&](const Book& one) { return one.course == course && one.org == org; });
    mine = book == books_.end();
    if (mine) {
        books_.push_front({org, course, nullptr});
        return nullptr;
    }
    books_.splice(books_.begin(), books_, book);
    return books_.front().index;
}

// A null index gives the claim back after a failure.
void Shelf::put(const library::CourseId& course, SharedIndex index) {
    const std::lock_guard lock(mutex_);
    const auto book = std::ranges::find(books_, course, &Book::course);
    if (!index) {
        books_.erase(book);
        return;
    }
    book->index = std::move(index);
    std::size_t held = 0;
    std::erase_if(books_, [&](const Book& one) {
        if (!one.index) return false;
        held += one.index->passages().size();
        return held > most_passages && &one != &*book;
    });
}

Task<SharedIndex> Shelf::index(OrgId org, library::CourseId course) {
    while (true) {
        const auto ticket = signal_.ticket(wake_key(course));
        bool mine = false;
        if (auto index = find_or_claim(org, course, mine)) co_return index;
        if (mine) break;
        co_await signal_.wait(wake_key(course), ticket, timing::in(std::chrono::seconds(10)));
    }
    auto built = co_await outcome_of(build(org, course));
    put(course, built.value_or(nullptr));
    signal_.notify(wake_key(course));
    co_return or_throw(std::move(built));
}

Task<SharedIndex> Shelf::build(OrgId org, library::CourseId course) {
    auto about = co_await library_.course(org, course);
    if (!about) throw Error(ErrorCode::not_found, "There is no such course.");
    auto nodes = co_await library_.toc(org, course);
    auto passages = co_await library_.passages(org, course);
    co_return co_await cpu_.run([&] {
        return SharedIndex(std::make_shared<const engine::Index>(std::move(*about), std::move(nodes), std::move(passages)));
    });
}

}  // namespace tutor
