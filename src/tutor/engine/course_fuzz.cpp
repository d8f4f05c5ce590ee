#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/json/json.hpp"
#include "tutor/engine/engine.hpp"

// A course of strangers' paragraphs (blank lines between them, a heading before every fifth), taught and asked about from end to
// end: whatever the importers let through must not stop a lesson.
namespace {
using namespace tutor::engine;

struct Material {
    std::vector<library::Node> nodes;
    std::vector<library::Passage> passages;
};

void add_node(Material& material, std::string_view title) {
    library::Node node;
    node.id = library::NodeId("node-" + std::to_string(material.nodes.size()));
    node.title = title.substr(0, title.find('\n'));
    node.level = 1 + static_cast<int>(material.nodes.size() % 3);
    material.nodes.push_back(std::move(node));
}

void add_passage(Material& material, std::string_view text) {
    library::Passage passage;
    passage.ordinal = static_cast<int>(material.passages.size());
    passage.id = library::PassageId("passage-" + std::to_string(passage.ordinal));
    passage.kind = static_cast<library::Kind>(text.size() % 3);
    passage.node = material.nodes.back().id;
    passage.text = text;
    material.passages.push_back(std::move(passage));
}

Material read(std::string_view text) {
    Material material;
    for (std::size_t count = 0; !text.empty(); ++count) {
        const auto end = std::min(text.find("\n\n"), text.size());
        const auto paragraph = text.substr(0, end);
        text.remove_prefix(std::min(end + 2, text.size()));
        if (count % 5 == 0) add_node(material, paragraph);
        if (!paragraph.empty()) add_passage(material, paragraph);
    }
    return material;
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (!json::is_utf8(text) || text.find('\0') != text.npos) return 0;  // the importers repair both
    auto material = read(text);
    library::Course course;
    course.id = library::CourseId("course");
    const Index index(std::move(course), std::move(material.nodes), std::move(material.passages));
    const auto question = text.substr(0, text.find('\n'));
    const auto answered = answer(index, question, 0.01);
    for (const Lead mode : {Lead::socratic, Lead::hint}) lead(index, question, answered, mode);
    match(index, question);
    for (const auto& node : index.nodes())
        if (const auto planned = plan(index, {.topic = "", .node = node.id, .minutes = {}})) lesson(index, *planned, "seed");
    return 0;
}
