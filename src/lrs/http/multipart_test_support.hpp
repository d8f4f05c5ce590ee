#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lrs/http/multipart.hpp"
#include "platform/crypto/crypto.hpp"

// Whole bodies of multipart/mixed, for tests and the fuzzer.
namespace lrs {

struct StatementParts {
    std::string statements;  // the JSON of the first part
    struct Part {
        std::string sha2, content;
    };
    std::vector<Part> attachments;
};

inline std::string read_content(MultipartReader& reader) {
    std::string content;
    auto event = reader.next();
    for (; event == MultipartReader::Event::data; event = reader.next()) content += reader.data();
    if (event != MultipartReader::Event::part_end) reader.refuse_end();
    return content;
}

// `content_type` is the whole header. Throws Error(invalid) with the requirement that is not met.
inline StatementParts read_multipart(std::string_view content_type, std::string_view body) {
    MultipartReader reader(content_type);
    reader.feed(body);
    StatementParts read;
    bool first = true;
    auto event = reader.next();
    for (; event == MultipartReader::Event::part; event = reader.next()) {
        if (std::exchange(first, false)) {
            check_statements_part(reader);
            read.statements = read_content(reader);
            continue;
        }
        auto hash = checked_hash(reader);
        auto content = read_content(reader);
        check_digest(crypto::sha2_hex(static_cast<int>(hash.size() * 4), content), hash);
        read.attachments.push_back({std::move(hash), std::move(content)});
    }
    if (event != MultipartReader::Event::end) reader.refuse_end();
    if (first) throw multipart_refusal("the first part holds the statements", "XAPI-00133");
    return read;
}

}  // namespace lrs
