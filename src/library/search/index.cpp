#include "library/search/index.hpp"

#include <algorithm>
#include <limits>

#include "platform/db/bytes.hpp"

namespace library {

namespace {

constexpr std::size_t most_stems = 500'000;  // more than any language has; the rest of a course of noise is not indexed

void put(std::string& bytes, std::uint32_t number) {
    for (; number >= 0x80; number >>= 7) bytes += static_cast<char>(number | 0x80);
    bytes += static_cast<char>(number);
}

// Reads what `put` wrote; stops at the end, so a damaged row costs a wrong rank and nothing else.
class Numbers {
public:
    explicit Numbers(std::string_view bytes) : bytes_(bytes) {}
    bool at_end() const { return bytes_.empty(); }
    std::uint32_t next() {
        std::uint32_t number = 0;
        for (int shift = 0; !bytes_.empty() && shift < 32; shift += 7) {
            const auto byte = static_cast<unsigned char>(bytes_.front());
            bytes_.remove_prefix(1);
            number |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
            if (byte < 0x80) break;
        }
        return number;
    }
    std::string_view take(std::size_t size) {
        const auto taken = bytes_.substr(0, size);
        bytes_.remove_prefix(taken.size());
        return taken;
    }

private:
    std::string_view bytes_;
};

std::vector<Posting> read_postings(std::string_view bytes, std::size_t count) {
    std::vector<Posting> postings;
    postings.reserve(std::min(count, bytes.size()));
    std::uint32_t passage = 0;
    for (Numbers numbers(bytes); !numbers.at_end();) {
        passage += numbers.next();
        const auto counts = numbers.next();
        postings.push_back({passage, counts >> 2, counts & 3});
    }
    return postings;
}

}  // namespace

int part_of(std::string_view stem) {
    std::uint32_t hash = 2166136261u;  // FNV-1a: stored, so it must never change
    for (const char byte : stem) hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619u;
    return static_cast<int>(hash % index_parts);
}

void IndexBuilder::add(std::string_view heading, std::string_view text) {
    const auto ordinal = static_cast<std::uint32_t>(lengths_.size());
    std::uint32_t length = 0;
    passage_.clear();
    stemmer_.each(text, [&](std::string_view stem, std::size_t, std::size_t) {
        ++passage_[std::string(stem)].body;
        ++length;
    });
    const auto titles = lines_of(heading);
    for (std::size_t at = 0; at < titles.size(); ++at)
        stemmer_.each(titles[at], [&](std::string_view stem, std::size_t, std::size_t) {
            passage_[std::string(stem)].heading += at + 1 == titles.size() ? 2 : 1;
        });
    for (const auto& [stem, posting] : passage_) {
        const auto known = terms_.find(stem);
        if (known == terms_.end() && terms_.size() >= most_stems) continue;
        auto& term = known == terms_.end() ? terms_[stem] : known->second;
        put(term.postings, ordinal - term.last);
        put(term.postings, posting.body << 2 | std::min(posting.heading, 3u));
        term.last = ordinal;
        ++term.count;
    }
    lengths_.push_back(static_cast<std::uint16_t>(std::min<std::uint32_t>(length, std::numeric_limits<std::uint16_t>::max())));
}

std::map<int, db::Bytes> IndexBuilder::parts() const {
    std::map<int, std::string> texts;
    for (const auto& [stem, term] : terms_) {
        auto& text = texts[part_of(stem)];
        put(text, static_cast<std::uint32_t>(stem.size()));
        text += stem;
        put(text, term.count);
        put(text, static_cast<std::uint32_t>(term.postings.size()));
        text += term.postings;
    }
    std::map<int, db::Bytes> parts;
    for (const auto& [part, text] : texts) parts.emplace(part, db::bytes_of(text));
    return parts;
}

db::Bytes IndexBuilder::lengths() const {
    std::string text;
    for (const auto length : lengths_) {
        text += static_cast<char>(length & 0xFF);
        text += static_cast<char>(length >> 8);
    }
    return db::bytes_of(text);
}

std::vector<Posting> find_postings(const db::Bytes& part, std::string_view stem) {
    for (Numbers numbers(db::text_of(part)); !numbers.at_end();) {
        const auto found = numbers.take(numbers.next());
        const auto count = numbers.next();
        const auto postings = numbers.take(numbers.next());
        if (found == stem) return read_postings(postings, count);
    }
    return {};
}

std::vector<std::uint16_t> read_lengths(const db::Bytes& bytes) {
    std::vector<std::uint16_t> lengths(bytes.size() / 2);
    for (std::size_t at = 0; at < lengths.size(); ++at)
        lengths[at] = static_cast<std::uint16_t>(std::to_integer<unsigned>(bytes[2 * at]) | std::to_integer<unsigned>(bytes[2 * at + 1]) << 8);
    return lengths;
}

}  // namespace library
