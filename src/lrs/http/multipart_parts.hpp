#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "lrs/http/multipart_reader.hpp"
#include "platform/task.hpp"

namespace lrs {

// The parts of a multipart/mixed with statements (part 3, 1.5.2) whose bytes come in pieces: first that of the statements, then one for each file. Throws
// Error(invalid) with the requirement that is not met, and what `next_piece` throws.
class MultipartParts {
public:
    using NextPiece = std::function<Task<std::string>()>;  // an empty one is the end
    MultipartParts(std::string_view content_type, NextPiece next_piece) : reader_(content_type), next_piece_(std::move(next_piece)) {}

    // Each of these begins where the one before has ended.
    Task<void> begin_statements();
    Task<bool> begin_file();  // false when there are no more
    // Some more of the part that has begun, until the next call; nothing at its end.
    Task<std::string_view> data();
    const MultipartReader& head() const { return reader_; }

private:
    Task<MultipartReader::Event> next();

    MultipartReader reader_;
    NextPiece next_piece_;
};

}  // namespace lrs
