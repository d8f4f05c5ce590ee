#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lrs/http/exchange.hpp"
#include "lrs/http/file_receiver.hpp"
#include "lrs/http/multipart_parts.hpp"

namespace lrs {

// What a PUT or POST of statements carries (part 3, 1.5): JSON, or multipart/mixed with the statements first. Files that are large go to the store
// while they come, so a request of any size costs a few pieces of memory. `exchange` outlives it. Readers throw Error(invalid), and
// Error(too_large) with the limit.
class Incoming {
public:
    // Throws Error(unavailable) when too many files are being uploaded at once.
    explicit Incoming(const Exchange& exchange);
    ~Incoming();
    Incoming(const Incoming&) = delete;
    Incoming& operator=(const Incoming&) = delete;

    bool has_files() const { return parts_.has_value(); }
    // First: the JSON of the statements.
    Task<std::string_view> statements();
    // Then the files, each of which one of `statements` must declare, in memory or written already; signatures are always in memory.
    Task<std::vector<Attachment>> files(std::span<const Prepared> statements);
    // Nothing of the request is stored: what has been written goes.
    Task<void> give_up() { return receiver_.give_up(); }

private:
    Task<std::string> next_piece();
    Task<std::string> read_json();

    const Exchange& exchange_;
    std::optional<MultipartParts> parts_;
    std::string json_;
    FileReceiver receiver_;
    bool fed_ = false, counted_ = false;
};

}  // namespace lrs
