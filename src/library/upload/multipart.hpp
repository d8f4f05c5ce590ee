#pragma once
#include <string>
#include <string_view>
#include <vector>

// multipart/form-data, RFC 7578 over RFC 2046 part 5.1, strict and bounded.
namespace library {

struct Part {
    std::string name, filename;
    std::string_view content;  // into the body
};
struct MultipartLimits {
    std::size_t parts = 1'000;
    std::size_t head = 8 * 1024;  // bytes of the headers of one part
};
// Throws Error(unsupported_type) when `content_type` is another, Error(invalid) for every breach of the form: no boundary, a
// part without a name, a missing end.
std::vector<Part> parse_multipart(std::string_view content_type, std::string_view body, MultipartLimits limits = {});

}  // namespace library
