#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lrs/http/state.hpp"

namespace lrs {

struct ImportCounts {
    std::int64_t lines = 0;    // read
    std::int64_t stored = 0;   // statements that are new here
    std::int64_t known = 0;    // that were here before, equal
    std::int64_t refused = 0;
    std::int64_t attachments = 0;
};

// A line that was not taken.
struct ImportProblem {
    std::int64_t line = 0;
    std::string pointer, reason;  // no values of the line: it may name somebody
};

// Takes statements one by one from elsewhere and stores them in large batches, each once: one that is here, equal, is passed over. Id,
// timestamp and authority stay as they are (an administrator is trusted with authorities: part 2, 2.4.9); `stored` is given anew.
// A statement without id gets one from its place and its text, so that a repeated import stores it once. `lrs` outlives it; one
// coroutine at a time.
class Intake {
public:
    static constexpr std::size_t usual_batch = 500;  // statements of a transaction, which others who store wait for
    Intake(Lrs::State& lrs, const OrgId& org, std::size_t batch = usual_batch);

    // A statement, or {"attachment":{"sha2","contentType","base64url"}}; blank lines are passed over. `number` names it in problems.
    Task<void> take(std::int64_t number, std::string_view text);
    void take_attachment(Attachment attachment);
    // A line that cannot be read at all.
    void pass_over(std::int64_t number, std::string reason);
    // Resumes after everything taken is on disk.
    Task<void> flush();

    const ImportCounts& counts() const { return counts_; }
    std::vector<ImportProblem> take_problems() { return std::exchange(problems_, {}); }

private:
    struct Pending {
        std::int64_t line;
        Prepared statement;
    };
    void read(std::int64_t number, std::string_view text);
    void read_attachment(std::string_view text);
    void refuse(std::int64_t line, std::string pointer, std::string reason);
    bool is_known(const Pending& pending, std::string_view before);
    void drop_twins();
    Task<void> drop_known();
    void drop(const std::string& id, std::string reason);

    Lrs::State& lrs_;
    Sender sender_;
    const std::size_t most_statements_;
    std::vector<Pending> pending_;
    std::vector<Attachment> attachments_;
    std::size_t bytes_ = 0;
    ImportCounts counts_;
    std::vector<ImportProblem> problems_;
};

}  // namespace lrs
