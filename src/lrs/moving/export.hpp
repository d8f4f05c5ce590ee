#pragma once
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lrs/attachments/attachments.hpp"
#include "lrs/moving/csv.hpp"
#include "lrs/store/query.hpp"
#include "platform/db/database.hpp"

namespace lrs {

// In which form statements leave.
struct ExportForm {
    enum class Kind { ndjson, csv } kind = Kind::ndjson;
    std::vector<StatementColumn> columns;  // of CSV
    // NDJSON: the content of attachments too, each as a line {"attachment":{"sha2","contentType","base64url"}} before the statements
    // that declare it.
    bool attachments = false;
    // What becomes of each statement on its way out, "" for one that stays; empty: nothing.
    std::function<Task<std::string>(std::string body, int edition)> rewrite = {};
};

// Statements in the order of `stored`, voided ones too, up to those stored when it began. Holds one page or one piece of an attachment at a time,
// whatever there is in all. `database` outlives it; one coroutine at a time.
class Export {
public:
    Export(db::Database& database, Query query, ExportForm form);
    // The next piece of the text; nullopt at the end.
    Task<std::optional<std::string>> next();

private:
    Task<void> load_page();
    Task<std::string> begin_attachment(std::string sha2);
    Task<std::string> go_on_with_attachment();
    Task<std::string> write_page();

    db::Database& database_;
    Query query_;
    ExportForm form_;
    Page page_;
    std::deque<std::string> attachments_;  // of the page, still to be written
    std::optional<AttachmentReader> reader_;  // of the one that is being written
    bool head_due_, loaded_ = false, ended_ = false;
};

}  // namespace lrs
