#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/json/document.hpp"

namespace lrs {

// Statements, or JSON that holds some, parsed as by json::Document, but for the values of extensions, which are never refused (part 2, 4.1): one
// that holds U+0000 or half a surrogate pair, a number of more than 18 digits or 99 powers of ten, or nests deeper than 32 (up to 512) reads
// as a text that stands for how it is written. A whole number beyond 64 bits, wherever it stands, reads as the nearest double. Throws
// Error(invalid) as json::Document does.
class Readable {
public:
    explicit Readable(std::string_view text);
    json::Node root() const { return document_->root(); }

private:
    std::optional<std::string> shadow_;
    std::optional<json::Document> document_;
};

// The text with such values replaced; nullopt when it has none, or is no JSON where they stand.
std::optional<std::string> without_odd_values(std::string_view text);

}  // namespace lrs
