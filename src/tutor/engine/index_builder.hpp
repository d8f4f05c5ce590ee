#pragma once
#include <memory>

#include "tutor/engine/index.hpp"

namespace tutor::engine {

std::unique_ptr<const Index::State> build_index(library::Course course, std::vector<library::Node> nodes, std::vector<library::Passage> passages);

}  // namespace tutor::engine
