#include <algorithm>

#include "library/courses/repository.hpp"
#include "library/courses/state.hpp"
#include "library/sql.gen.hpp"
#include "library/text/utf8.hpp"

namespace library {

namespace {

Task<std::vector<std::string>> load_path(db::Database& database, OrgId org, NodeId node) {
    const auto rows = co_await database.read(sql::list_path, org, node);
    co_return all<std::string>(rows, [](const db::Row& row) { return row.text(0); });
}

Task<void> load_neighbours(db::Database& database, OrgId org, PassageView& view) {
    const auto& passage = view.passage;
    const auto rows = co_await database.read(sql::list_neighbours, org, passage.course, passage.ordinal - 1, passage.ordinal + 1);
    for (const auto row : rows) (row.integer(0) < passage.ordinal ? view.previous : view.next) = row.id<PassageId>(1);
}

}  // namespace

Task<std::vector<Course>> Library::courses(OrgId org) {
    const auto rows = co_await state_->database.read(sql::list_courses, org);
    co_return all<Course>(rows, to_course);
}

Task<std::optional<Course>> Library::course(OrgId org, CourseId id) {
    const auto rows = co_await state_->database.read(sql::find_course, org, id);
    if (rows.empty()) co_return std::nullopt;
    co_return to_course(rows[0]);
}

Task<std::vector<Node>> Library::toc(OrgId org, CourseId id) {
    if (const auto kept = state_->tocs.find(org, id)) co_return *kept;
    const auto rows = co_await state_->database.read(sql::list_nodes, org, id);
    auto nodes = all<Node>(rows, to_node);
    // A course that is being imported may have none yet.
    if (!nodes.empty()) state_->tocs.keep(org, id, std::make_shared<const std::vector<Node>>(nodes));
    co_return nodes;
}

Task<std::optional<PassageView>> Library::passage(OrgId org, PassageId id) {
    const auto rows = co_await state_->database.read(sql::find_passage, org, id);
    if (rows.empty()) co_return std::nullopt;
    PassageView view{.passage = to_passage(rows[0]), .course_title = rows[0].text(8)};
    view.path = co_await load_path(state_->database, org, view.passage.node);
    co_await load_neighbours(state_->database, org, view);
    co_return view;
}

Task<std::vector<Passage>> Library::passages(OrgId org, CourseId course, std::optional<NodeId> node) {
    db::Rows rows;
    if (node) rows = co_await state_->database.read(sql::list_passages_of_node, org, course, *node);
    else rows = co_await state_->database.read(sql::list_passages, org, course);
    co_return all<Passage>(rows, to_passage);
}

Task<std::vector<Passage>> Library::passages_by_id(OrgId org, std::vector<PassageId> ids) {
    std::vector<std::string> texts;
    for (const auto& id : ids) texts.push_back(id.str());
    const auto rows = co_await state_->database.read(sql::list_passages_by_id, org, json_list(texts));
    auto passages = all<Passage>(rows, to_passage);
    const auto place = [&](const Passage& passage) { return std::ranges::find(ids, passage.id) - ids.begin(); };
    std::ranges::sort(passages, {}, place);
    co_return passages;
}

Task<std::vector<Synonym>> Library::synonyms(OrgId org, CourseId course) {
    const auto rows = co_await state_->database.read(sql::list_synonyms, org, course);
    co_return all<Synonym>(rows, to_synonym);
}

Task<std::optional<Span>> Library::reread(OrgId org, PassageId passage, int start, int end) {
    const auto rows = co_await state_->database.read(sql::find_passage, org, passage);
    if (rows.empty() || start < 0 || end <= start) co_return std::nullopt;
    const auto quote = slice(rows[0].text(5), static_cast<std::size_t>(start), static_cast<std::size_t>(end));
    if (quote.empty()) co_return std::nullopt;
    co_return Span{passage, start, end, std::string(quote)};
}

bool Library::has_sample(OrgId org) { return !state_->database.run_now(sql::find_sample, {org.str()}).empty(); }

}  // namespace library
