#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "library/text/words.hpp"
#include "platform/db/database.hpp"

// The inverted index of one course, stored as 256 rows by the hash of the stem, so that both engines rank alike and a query
// reads a handful of rows however many passages match (docs/decisions/0005-search.md: why not FTS5 and tsvector).
namespace library {

constexpr int index_parts = 256;
int part_of(std::string_view stem);

struct Posting {
    std::uint32_t passage = 0;  // ordinal
    std::uint32_t body = 0;     // how often the stem stands in the text
    std::uint32_t heading = 0;  // and in the titles above it, the nearest counted twice; at most 3
};

// Collects passages in reading order.
class IndexBuilder {
public:
    explicit IndexBuilder(std::string_view language) : stemmer_(language) {}
    // `heading`: the titles above the passage, one a line.
    void add(std::string_view heading, std::string_view text);
    std::map<int, db::Bytes> parts() const;
    db::Bytes lengths() const;

private:
    struct Term {
        std::uint32_t last = 0, count = 0;
        std::string postings;
    };
    Stemmer stemmer_;
    std::unordered_map<std::string, Term> terms_;
    std::unordered_map<std::string, Posting> passage_;  // of the passage being added; kept for its memory
    std::vector<std::uint16_t> lengths_;
};

std::vector<Posting> find_postings(const db::Bytes& part, std::string_view stem);
std::vector<std::uint16_t> read_lengths(const db::Bytes& bytes);

}  // namespace library
