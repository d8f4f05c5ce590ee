#include "library/imports/store.hpp"

#include <algorithm>

#include "library/courses/repository.hpp"
#include "library/sql.gen.hpp"
#include "platform/error.hpp"

namespace library {

namespace {

constexpr std::size_t rows_per_step = 500;
constexpr std::size_t bytes_per_step = 4u << 20;

void insert_course(db::Transaction& tx, const Prepared& prepared) {
    const auto& course = prepared.course;
    tx.run(sql::insert_course, course.org, course.id, course.title, course.description, course.language, course.format, course.passages,
           course.pages, course.sample, prepared.user, course.created_at);
}

void insert_nodes(db::Transaction& tx, const Prepared& prepared) {
    const auto& course = prepared.course;
    for (std::size_t at = 0; at < prepared.outline.nodes.size(); ++at) {
        const auto& node = prepared.outline.nodes[at];
        tx.run(sql::insert_node, course.org, course.id, node.ordinal, node.id, node.parent, node.level, node.title,
               prepared.outline.anchors[at], node.passages, node.minutes, node.first_passage);
    }
}

void insert_passages(db::Transaction& tx, const Prepared& prepared, std::size_t from, std::size_t to) {
    const auto& course = prepared.course;
    for (std::size_t at = from; at < to; ++at) {
        const auto& passage = prepared.outline.passages[at];
        tx.run(sql::insert_passage, course.org, course.id, passage.ordinal, passage.id, passage.node, to_string(passage.kind), passage.text,
               passage.page, passage.anchor);
    }
}

void insert_synonyms(db::Transaction& tx, const Prepared& prepared) {
    for (std::size_t at = 0; at < prepared.synonyms.size(); ++at)
        tx.run(sql::insert_synonym, prepared.course.org, prepared.course.id, at, prepared.synonyms[at].term, prepared.synonyms[at].other);
}

using Parts = std::map<int, db::Bytes>::const_iterator;

void insert_parts(db::Transaction& tx, const Prepared& prepared, Parts from, Parts to) {
    for (; from != to; ++from) tx.run(sql::insert_search_part, prepared.course.org, from->first, prepared.course.id, from->second);
}

Parts end_of_batch(const std::map<int, db::Bytes>& parts, Parts from) {
    for (std::size_t bytes = 0; from != parts.end() && bytes < bytes_per_step; ++from) bytes += from->second.size();
    return from;
}

}  // namespace

std::shared_ptr<const Prepared> prepare_course(Document document, Course course, UserId user, const Report& report) {
    auto prepared = std::make_shared<Prepared>();
    prepared->outline = to_outline(document, course.id);
    prepared->synonyms = std::move(document.synonyms);
    if (prepared->outline.passages.empty()) throw Error(ErrorCode::invalid, "No text was found in the material.");
    IndexBuilder index(course.language);
    const auto& passages = prepared->outline.passages;
    for (std::size_t at = 0; at < passages.size(); ++at) {
        index.add(prepared->outline.headings[at], passages[at].text);
        if (at % 200 == 0) report(static_cast<int>(at), static_cast<int>(passages.size()), "Indexing");
    }
    prepared->parts = index.parts();
    prepared->lengths = index.lengths();
    course.passages = static_cast<int>(passages.size());
    prepared->course = std::move(course);
    prepared->user = std::move(user);
    return prepared;
}

std::vector<Step> steps_to_store(const std::shared_ptr<const Prepared>& prepared) {
    std::vector<Step> steps;
    steps.push_back([prepared](db::Transaction& tx) {
        insert_course(tx, *prepared);
        insert_nodes(tx, *prepared);
        insert_synonyms(tx, *prepared);
    });
    const std::size_t count = prepared->outline.passages.size();
    for (std::size_t from = 0; from < count; from += rows_per_step)
        steps.push_back([prepared, from, to = std::min(from + rows_per_step, count)](db::Transaction& tx) { insert_passages(tx, *prepared, from, to); });
    for (auto from = prepared->parts.begin(); from != prepared->parts.end();) {
        const auto to = end_of_batch(prepared->parts, from);
        steps.push_back([prepared, from, to](db::Transaction& tx) { insert_parts(tx, *prepared, from, to); });
        from = to;
    }
    steps.push_back([prepared](db::Transaction& tx) {
        tx.run(sql::insert_search_lengths, prepared->course.org, prepared->course.id, prepared->lengths);
        tx.run(sql::publish_course, prepared->course.org, prepared->course.id);
    });
    return steps;
}

void remove_course(db::Transaction& tx, const OrgId& org, const CourseId& course) {
    for (const auto* query : {&sql::remove_vectors, &sql::remove_search_lengths, &sql::remove_search_parts, &sql::remove_passages, &sql::remove_nodes,
                              &sql::remove_synonyms, &sql::remove_course})
        tx.run(*query, org, course);
}

}  // namespace library
