#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tutor/engine/engine.hpp"

// For tests: a small reader of Markdown, so that the engine is tested without a database and without the library's importer.
namespace tutor::engine::fixture {

struct Material {
    library::Course course;
    std::vector<library::Node> nodes;
    std::vector<library::Passage> passages;  // `anchor` is the file's name
    Index index() const { return Index(course, nodes, passages); }
};
Material from_markdown(std::string_view text);
// Every .md of a folder, by name.
Material from_folder(const std::filesystem::path& folder);
// The sample course of the repository.
Material mechanics();

}  // namespace tutor::engine::fixture
