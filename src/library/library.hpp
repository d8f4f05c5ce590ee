#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "library/material.hpp"
#include "platform/db/database.hpp"
#include "platform/http/router.hpp"
#include "platform/pool/pool.hpp"

namespace models {
class Models;
}
namespace identity {
struct PrivacyPart;
}

// Course material: import, structure, passages, search.
namespace library {

struct Config {
    std::size_t upload_limit = 200u << 20;  // bytes of one upload
    std::filesystem::path spool;            // where uploads wait to be read; empty: the system's temporary directory
    std::string extractor = "/proc/self/exe";  // the program that answers `extract` (extract.hpp)
    int page_limit = 5'000;
    std::size_t text_limit = 100u << 20;     // bytes of extracted text of one course
    double zip_ratio_limit = 100;
    int zip_entries_limit = 20'000;
};

class Source;  // a file on its way in

class Library {
public:
    Library(db::Database& database, pool::Pool& cpu, models::Models& models, Config config);
    ~Library();
    // Blocking, at start: imports that a dead process left behind become failed and their rows go. The constructor's database
    // must have been migrated.
    void prepare();

    Task<std::vector<Course>> courses(OrgId org);
    Task<std::optional<Course>> course(OrgId org, CourseId id);
    Task<std::vector<Node>> toc(OrgId org, CourseId id);
    Task<std::optional<PassageView>> passage(OrgId org, PassageId id);
    // Passages of a node and of all nodes below it, in reading order.
    Task<std::vector<Passage>> passages(OrgId org, CourseId course, std::optional<NodeId> node = std::nullopt);
    // BM25 (+ embeddings when an embedder is configured, reciprocal-rank fused); best first. Words are OR-ed, phrases boosted.
    Task<std::vector<Hit>> search(OrgId org, std::optional<CourseId> course, std::string query, int limit = 20,
                                  UserId asker = {});  // `asker`: whose words they are, which an embedder gets only with their consent
    Task<std::vector<Passage>> passages_by_id(OrgId org, std::vector<PassageId> ids);
    // The glossary of a course: other words for its terms, in the glossary's order. Empty when it has none.
    Task<std::vector<Synonym>> synonyms(OrgId org, CourseId course);
    // Re-reads a span from the database; nullopt when it does not exist. What every citation goes through before it is sent.
    Task<std::optional<Span>> reread(OrgId org, PassageId passage, int start, int end);

    // Accepts files and works on its own; progress by `import_state`. A course appears only when whole; a failure leaves nothing.
    Task<Import> import(OrgId org, UserId user, std::string title, std::vector<Upload> files);
    Task<Import> import_sources(OrgId org, UserId user, std::string title, std::vector<Source> files);
    Task<std::optional<Import>> import_state(OrgId org, ImportId id);
    Task<std::vector<Import>> imports(OrgId org, UserId user);
    // Blocking, for the `course import` command and the sample course: a file or a folder.
    Course import_path(OrgId org, const std::filesystem::path& path, bool sample = false);
    bool has_sample(OrgId org);

    struct State;
    State& state() { return *state_; }

private:
    std::shared_ptr<State> state_;
};

// Courses and imports of one person go to another: for identity::Accounts.
void adopt(db::Transaction& tx, const OrgId& org, const UserId& from, const UserId& to);

// Courses and imports of a person. When they go, a learner's courses go too; those of others stay, and belong to nobody.
identity::PrivacyPart privacy_part(db::Database& database);

// /v1/courses, /v1/courses/{id}/toc, /v1/courses/{id}/search, /v1/passages/{id}, /v1/imports
void mount(http::Router& router, Library& library);

}  // namespace library
