#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lrs/store/ingest.hpp"

// multipart/mixed as xAPI uses it (part 3, 1.5.2, over RFC 2046, 5.1).
namespace lrs {

struct StatementParts {
    std::string_view statements;  // the JSON of the first part; into the body
    struct Part {
        std::string sha2;
        std::string_view content;
    };
    std::vector<Part> attachments;
};

// `content_type` is the whole header. Throws Error(invalid) with the requirement that is not met.
StatementParts read_multipart(std::string_view content_type, std::string_view body);

// JSON first, then each attachment once. The boundary occurs in none of them.
struct Multipart {
    std::string content_type, body;
};
Multipart write_multipart(std::string_view json, const std::vector<Attachment>& attachments);

}  // namespace lrs
