#pragma once
#include "library/courses/state.hpp"
#include "library/imports/store.hpp"
#include "library/search/rank.hpp"

namespace library {

// The embeddings of a course, each of length one.
struct CourseVectors {
    std::size_t width = 0;
    std::vector<std::uint32_t> passages;  // ordinals
    std::vector<float> numbers;           // `width` for each of `passages`
};

// After a course is visible: asks the embedder for its passages, a few at a time. Best effort: what fails is logged, and the
// course is found by its words alone.
Task<void> embed_course(std::shared_ptr<Library::State> state, std::shared_ptr<const Prepared> prepared);

// The passages nearest in meaning, best first; empty when no embedder is configured, the course was indexed by another one, or
// the embedder does not answer in time.
Task<std::vector<Ranked>> nearest(Library::State& state, OrgId org, CourseId course, std::string query, std::size_t limit, UserId asker);

std::vector<Ranked> nearest(const CourseVectors& vectors, std::vector<float> query, std::size_t limit);
// Reciprocal rank fusion: what both lists know comes first. The score of a passage stays that of `words`, 0 when it is only
// near in meaning.
std::vector<Ranked> fuse(const std::vector<Ranked>& words, const std::vector<Ranked>& meanings);

}  // namespace library
