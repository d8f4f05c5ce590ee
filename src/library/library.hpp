#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/models.hpp"
#include "platform/db/database.hpp"
#include "platform/http/router.hpp"
#include "platform/pool/pool.hpp"

// Course material: import, structure, passages, search.
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

struct Upload {
    std::string filename;
    std::string bytes;
};

struct Config {
    std::size_t upload_limit = 200u << 20;  // bytes of one file
    int page_limit = 5'000;
    std::size_t text_limit = 100u << 20;     // bytes of extracted text of one course
    double zip_ratio_limit = 100;
    int zip_entries_limit = 20'000;
};

class Library {
public:
    Library(db::Database& database, pool::Pool& cpu, models::Models& models, Config config);
    ~Library();

    Task<std::vector<Course>> courses(OrgId org);
    Task<std::optional<Course>> course(OrgId org, CourseId id);
    Task<std::vector<Node>> toc(OrgId org, CourseId id);
    Task<std::optional<PassageView>> passage(OrgId org, PassageId id);
    // Passages of a node and of all nodes below it, in reading order.
    Task<std::vector<Passage>> passages(OrgId org, CourseId course, std::optional<NodeId> node = std::nullopt);
    // BM25 (+ embeddings when an embedder is configured, reciprocal-rank fused); best first. Words are OR-ed, phrases boosted.
    Task<std::vector<Hit>> search(OrgId org, std::optional<CourseId> course, std::string query, int limit = 20);
    Task<std::vector<Passage>> passages_by_id(OrgId org, std::vector<PassageId> ids);
    // Re-reads a span from the database; nullopt when it does not exist. What every citation goes through before it is sent.
    Task<std::optional<Span>> reread(OrgId org, PassageId passage, int start, int end);

    // Accepts files and works on its own; progress by `import_state`. A course appears only when whole; a failure leaves nothing.
    Task<Import> import(OrgId org, UserId user, std::string title, std::vector<Upload> files);
    Task<std::optional<Import>> import_state(OrgId org, ImportId id);
    Task<std::vector<Import>> imports(OrgId org, UserId user);
    // Blocking, for the `course import` command and the sample course: a file or a folder.
    Course import_path(OrgId org, const std::filesystem::path& path, bool sample = false);
    bool has_sample(OrgId org);

private:
    struct State;
    std::shared_ptr<State> state_;
};

// /v1/courses, /v1/courses/{id}/toc, /v1/courses/{id}/search, /v1/passages/{id}, /v1/imports
void mount(http::Router& router, Library& library);

}  // namespace library
