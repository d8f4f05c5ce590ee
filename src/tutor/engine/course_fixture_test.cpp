#include <algorithm>
#include <sstream>

#include "library/library.hpp"
#include "library/sql.gen.hpp"
#include "models/models.hpp"
#include "models/sql.gen.hpp"
#include "platform/client/client.hpp"
#include "platform/db/db_test_support.hpp"
#include "tutor/engine/course_fixture.hpp"
#include "tutor/engine/markup.hpp"

namespace tutor::engine::fixture {

namespace {

class Reader {
public:
    explicit Reader(Material& into) : into_(into) {}

    void read(std::string_view text) {
        std::string block;
        std::istringstream lines{std::string(text)};
        for (std::string line; std::getline(lines, line);) {
            if (line.starts_with("#")) {
                finish(block);
                heading(line);
            } else if (trim(line).empty()) {
                finish(block);
            } else {
                block += (block.empty() ? "" : "\n") + line;
            }
        }
        finish(block);
        flush();
    }

private:
    void heading(const std::string& line) {
        flush();
        library::Node node;
        node.level = static_cast<int>(line.find_first_not_of('#'));
        node.title = std::string(trim(std::string_view(line).substr(static_cast<std::size_t>(node.level))));
        node.ordinal = static_cast<int>(into_.nodes.size());
        node.id = library::NodeId("node-" + std::to_string(node.ordinal));
        while (!open_.empty() && into_.nodes[open_.back()].level >= node.level) open_.pop_back();
        if (!open_.empty()) node.parent = into_.nodes[open_.back()].id;
        open_.push_back(into_.nodes.size());
        into_.nodes.push_back(std::move(node));
    }

    static library::Kind kind(std::string_view block) {
        if (block.starts_with("|")) return library::Kind::table;
        if (block.starts_with("```")) return library::Kind::code;
        if (block.starts_with("**Example")) return library::Kind::example;
        if (block.starts_with("1. ") || block.starts_with("- ")) return library::Kind::list;
        return library::Kind::text;
    }

    void finish(std::string& block) {
        if (block.empty()) return;
        const bool of_example = kind_ == library::Kind::example && (block.starts_with("Given:") || block.starts_with("Formula:") || block.starts_with("Answer:"));
        const bool formula = block.starts_with("$$");
        const auto fresh = kind(block);
        const bool grows = !text_.empty() && (of_example || formula || (fresh == kind_ && kind_ == library::Kind::text && text_.size() < 300) || (fresh == library::Kind::list && text_.ends_with(":")));
        if (!grows) flush();
        if (!grows || fresh == library::Kind::list) kind_ = fresh;
        text_ += (text_.empty() ? "" : "\n\n") + block;
        block.clear();
    }

    void flush() {
        if (text_.empty()) return;
        library::Passage passage;
        passage.ordinal = static_cast<int>(into_.passages.size());
        passage.id = library::PassageId("passage-" + std::to_string(passage.ordinal));
        passage.kind = kind_;
        passage.text = std::move(text_);
        if (!open_.empty()) passage.node = into_.nodes[open_.back()].id;
        into_.passages.push_back(std::move(passage));
        text_.clear();
        kind_ = library::Kind::text;
    }

    Material& into_;
    std::string text_;
    library::Kind kind_ = library::Kind::text;
    std::vector<std::size_t> open_;
};

}  // namespace

Material from_markdown(std::string_view text) {
    Material material;
    material.course.id = library::CourseId("course");
    Reader(material).read(text);
    return material;
}

namespace {

Material import_folder(const std::filesystem::path& folder) {
    const db::TemporaryDirectory data;
    const auto database = db::open({}, data.path().string());
    database->migrate(models::migrations);
    database->migrate(library::migrations);
    pool::Pool cpu(1);
    client::Client client;
    models::Models models(*database, client, {});
    library::Library library(*database, cpu, models, {});
    const OrgId org("org");
    Material material;
    material.course = library.import_path(org, folder, true);
    material.nodes = db::run(library.toc(org, material.course.id));
    material.passages = db::run(library.passages(org, material.course.id));
    return material;
}

}  // namespace

const Material& mechanics() {
    static const auto material = import_folder(std::filesystem::path(OT_SOURCE_DIR) / "courses" / "mechanics");
    return material;
}

}  // namespace tutor::engine::fixture
