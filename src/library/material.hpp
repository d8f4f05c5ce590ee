#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/id.hpp"

// The values of the library: courses, headings, passages, hits, imports.
namespace library {

using CourseId = Id<struct CourseTag>;
using NodeId = Id<struct NodeTag>;
using PassageId = Id<struct PassageTag>;
using ImportId = Id<struct ImportTag>;

struct Course {
    CourseId id;
    OrgId org;
    std::string title, description, language = "en", format;
    int passages = 0;
    std::optional<int> pages;
    bool sample = false;
    timing::Micros created_at = 0;
};

// A heading of the course; `level` 1 is a chapter. Reading order is `ordinal`.
struct Node {
    NodeId id;
    CourseId course;
    std::optional<NodeId> parent;
    int ordinal = 0, level = 1;
    std::string title;
    int passages = 0;  // in the node and all below it
    double minutes = 0;
    std::optional<PassageId> first_passage;
};

enum class Kind { text, list, table, code, formula, example, figure, definition };

// A paragraph-sized piece (about 40 to 200 words, never across a heading). `text` is Markdown with TeX between $…$ and $$…$$.
struct Passage {
    PassageId id;
    CourseId course;
    NodeId node;
    int ordinal = 0;  // in the course
    Kind kind = Kind::text;
    std::string text;
    std::optional<int> page;
    std::string anchor;
};

struct Hit {
    PassageId passage;
    NodeId node;
    double score = 0;
    std::string snippet;
};

struct PassageView {
    Passage passage;
    std::string course_title;
    std::vector<std::string> path;
    std::optional<PassageId> previous, next;
};

// A span of a passage in Unicode code points, and the text found there.
struct Span {
    PassageId passage;
    int start = 0, end = 0;
    std::string quote;
};

enum class ImportState { queued, reading, indexing, done, failed };
struct Import {
    ImportId id;
    CourseId course;
    std::string title;
    ImportState state = ImportState::queued;
    int done = 0, total = 0;
    std::string message, error;
};

// Two words of the course's glossary that mean the same: `other` is how people also say `term`.
struct Synonym {
    std::string term, other;
};

struct Upload {
    std::string filename;
    std::string bytes;
};

}  // namespace library
