#pragma once
#include <atomic>
#include <functional>
#include <map>

#include "lrs/credentials/credentials.hpp"
#include "lrs/documents/documents.hpp"
#include "lrs/lrs.hpp"
#include "lrs/pipeline/fresh_rows.hpp"
#include "lrs/store/group_commit.hpp"
#include "lrs/store/ingest.hpp"
#include "lrs/store/key_tail.hpp"

namespace lrs {

struct Lrs::State {
    State(db::Database& database, Config config, OrgId default_org, client::Client* client);

    db::Database& database;
    Config config;
    Version default_version;
    Credentials credentials;
    KnownMarks known;
    TailGuard tail;
    FreshRows fresh;  // what the ETL has not taken yet
    FreshRows::Group committing;  // by the transaction that runs
    GroupCommit<Batch> batches;
    Documents documents;
    std::atomic<int> uploads = 0;  // requests with files that are being streamed
    // Told whenever statements may have been stored, each under the name of who wants to know; set before serving.
    std::map<std::string, std::function<void()>> after_commit = {};

    // Who sends: one with an account of this store, or who makes a request.
    Sender sender(const OrgId& org, std::string_view name, bool may_define) const;
    Sender sender(const Credential& who) const;
    // Resumes after the commit that holds the batch. Throws Error(conflict) when nothing of it was stored.
    Task<void> store(Batch& batch);
    // Resumes when each batch is committed, is in conflict or has failed: its failure, or null, in order.
    Task<std::vector<std::exception_ptr>> store_all(std::vector<Batch>& group);
    void commit(db::Transaction& tx, std::span<Batch* const> group);
    void committed() const;
    void hand_over();
    // All statements with a `stored` before it can be found (part 3, 2.1.3).
    timing::Micros consistent_through() const { return batches.running_since().value_or(timing::now()) - 1; }
};

}  // namespace lrs
