#pragma once
#include <string_view>
#include <vector>

#include "tutor/engine/engine.hpp"

// For tests: courses in memory.
namespace tutor::engine::fixture {

struct Material {
    library::Course course;
    std::vector<library::Node> nodes;
    std::vector<library::Passage> passages;
    Index index() const { return Index(course, nodes, passages); }
};
// By a small reader of Markdown of its own, so that a few lines are a course.
Material from_markdown(std::string_view text);
// The sample course of the repository, as the library imports it. Made once.
const Material& mechanics();

}  // namespace tutor::engine::fixture
