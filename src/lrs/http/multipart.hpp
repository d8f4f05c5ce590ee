#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lrs/http/multipart_reader.hpp"
#include "lrs/store/ingest.hpp"

// multipart/mixed as xAPI uses it (part 3, 1.5.2).
namespace lrs {

// What the heads of parts must say. Throw Error(invalid).
void check_statements_part(const MultipartReader& part);
std::string checked_hash(const MultipartReader& part);  // in lower case
void check_digest(const std::string& digest, const std::string& hash);  // both in lower case

// JSON first, then each attachment once. The boundary occurs in none of them.
class MultipartWriter {
public:
    MultipartWriter();
    std::string content_type() const { return "multipart/mixed; boundary=" + boundary_; }
    std::string statements(std::string_view json) const;
    std::string head(std::string_view content_type, std::string_view sha2) const;
    std::string end() const;

private:
    std::string boundary_;
};
struct Multipart {
    std::string content_type, body;
};
Multipart write_multipart(std::string_view json, const std::vector<Attachment>& attachments);

}  // namespace lrs
