#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lrs/moving/imports.hpp"
#include "platform/client/client.hpp"

namespace lrs {

// Another record store as a source, for an organisation of this one. Throws Error(upstream) for an answer that makes no sense or says no for good, and
// Error(unavailable) for one that may be better later. `database` and `client` outlive it; one coroutine at a time.
class RemoteStore {
public:
    RemoteStore(db::Database& database, client::Client& client, const Import& import, std::stop_token stop)
        : database_(database), client_(client), org_(import.org), url_(import.source), credentials_(import.username + ':' + import.secret),
          version_(import.version), stop_(std::move(stop)) {}

    // Statements in the order in which they were stored, with attachments, whose files are in memory when they are small and written already when not. Of a
    // page that does not come whole what was written goes; what is not stored of one that did, by discard_abandoned().
    struct Page {
        std::vector<std::string> statements;
        std::vector<Attachment> attachments;
        std::string more;  // "" after the last
    };
    Task<Page> first_page(std::string since);
    Task<Page> next_page(std::string more);

    // A resource of documents, with the parameters that name their place: "activities/state", "activityId=…&agent=…".
    Task<std::vector<std::string>> document_ids(std::string resource, std::string query);
    struct Fetched {
        std::string content_type, content;
    };
    Task<std::optional<Fetched>> document(std::string resource, std::string query);

private:
    client::Request request_to(std::string url) const;
    Task<client::Response> get(std::string url);
    Task<Page> page(std::string url);

    db::Database& database_;
    client::Client& client_;
    OrgId org_;
    std::string url_, credentials_;
    Version version_;
    std::stop_token stop_;
};

}  // namespace lrs
