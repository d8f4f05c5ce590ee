#include "tutor/writing/claims.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "tutor/engine/markup.hpp"

namespace tutor {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view closing = ".,;:!?)";

std::string_view without_quotation_marks(std::string_view text) {
    for (const std::string_view mark : {"\"", "“", "”", "'", "«", "»"}) {
        if (text.starts_with(mark)) text.remove_prefix(mark.size());
        if (text.ends_with(mark)) text.remove_suffix(mark.size());
    }
    return engine::trim(text);
}

// "2: the words"; nullopt when it is something else in double brackets.
std::optional<Quoted> quoted(std::string_view inner) {
    inner = engine::trim(inner);
    Quoted found;
    const auto [end, problem] = std::from_chars(inner.data(), inner.data() + inner.size(), found.passage);
    if (problem != std::errc()) return std::nullopt;
    inner.remove_prefix(static_cast<std::size_t>(end - inner.data()));
    if (!inner.starts_with(':')) return std::nullopt;
    found.quote = without_quotation_marks(engine::trim(inner.substr(1)));
    return found;
}

}  // namespace

std::vector<Claim> ClaimReader::feed(std::string_view piece) {
    rest_ += piece;
    std::vector<Claim> out;
    while (step(out)) {}
    return out;
}

// True when something was understood.
bool ClaimReader::step(std::vector<Claim>& out) {
    if (rest_.starts_with("[[")) return take_marker();
    return claim_.quotes.empty() ? take_text() : after_marker(out);
}

bool ClaimReader::take_text() {
    auto end = std::min(rest_.find("[["), rest_.size());
    if (end == rest_.size() && rest_.ends_with('[')) --end;
    claim_.text += rest_.substr(0, end);
    rest_.erase(0, end);
    return end > 0;
}

bool ClaimReader::take_marker() {
    const auto end = rest_.find("]]");
    if (end == std::string::npos) return false;
    if (auto found = quoted(std::string_view(rest_).substr(2, end - 2))) claim_.quotes.push_back(std::move(*found));
    rest_.erase(0, end + 2);
    return true;
}

// Another marker, or a full stop that the model put behind the marker, still belongs to the claim.
bool ClaimReader::after_marker(std::vector<Claim>& out) {
    const auto next = rest_.find_first_not_of(blanks);
    if (next == std::string::npos || rest_.substr(next) == "[") return false;
    if (rest_.compare(next, 2, "[[") == 0) {
        rest_.erase(0, next);
    } else if (closing.contains(rest_[next])) {
        claim_.text = std::string(engine::trim(claim_.text)) + rest_[next];
        rest_.erase(0, next + 1);
    } else {
        rest_.erase(0, next);
        emit(out);
    }
    return true;
}

void ClaimReader::emit(std::vector<Claim>& out) {
    claim_.text = std::string(engine::trim(claim_.text));
    if (!claim_.text.empty()) out.push_back(std::move(claim_));
    claim_ = {};
}

std::vector<Claim> ClaimReader::finish() {
    std::vector<Claim> out;
    if (!rest_.starts_with("[[") && claim_.quotes.empty()) claim_.text += rest_;
    rest_.clear();
    emit(out);
    return out;
}

}  // namespace tutor
