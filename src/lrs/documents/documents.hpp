#pragma once
#include <optional>
#include <string>
#include <vector>

#include "lrs/statement/version.hpp"
#include "lrs/store/group_commit.hpp"
#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"

// State, activity profile and agent profile (part 3, 2.2, 2.3, 2.6, 2.7).
namespace lrs {

enum class DocumentKind { state, activity_profile, agent_profile };

// Where documents are: those of one activity and agent, and of a registration when one is named.
struct DocumentContext {
    OrgId org;
    DocumentKind kind = DocumentKind::state;
    std::string activity, agent;  // an IRI and the identity of an agent; "" where the kind has none
    std::optional<std::string> registration;

    std::string hash() const;
};

struct Document {
    std::string content_type, content, etag;  // the ETag without quotes
    timing::Micros updated_at = 0;
};

// RFC 9110, 13.1: whether an If-Match or If-None-Match, "*" or a list of tags, names what has this etag (without quotes); a weak tag
// names what the strong one of the same text does.
bool names_tag(std::string_view header, std::string_view etag);

// A change of one document, and the conditions of RFC 9110, 13 under which it is made.
struct Change {
    enum class Kind { put, post, remove } kind = Kind::put;
    Version version = Version::v1_0_3;
    DocumentContext context;
    std::string name, content_type, content;
    std::optional<std::string> if_match, if_none_match;

    enum class Outcome {
        done,
        precondition_failed,  // 412
        needs_condition,      // 409: it exists, and the request does not say which version it means to replace
        lacks_condition,      // 400: the same for a new profile in 1.0.3 (XAPI-00322)
        cannot_merge,         // 400: one of the two is no JSON object
    } outcome = Outcome::done;
};

// One object serves all threads. Changes run one after another in group commits, so no update is lost and none collides.
class Documents {
public:
    explicit Documents(db::Database& database);

    Task<std::optional<Document>> find(DocumentContext context, std::string name);
    struct Listed {
        std::string name;
        timing::Micros updated_at = 0;
    };
    Task<std::vector<Listed>> list(DocumentContext context, timing::Micros since);
    // Resumes after the commit; `change.outcome` says what came of it.
    Task<void> apply(Change& change);
    Task<void> remove_all(DocumentContext context);

private:
    db::Database& database_;
    GroupCommit<Change> changes_;
};

}  // namespace lrs
