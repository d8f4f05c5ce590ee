#include "tutor/engine/sentences.hpp"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>
#include <string>

#include "tutor/engine/english.hpp"

namespace tutor::engine {

namespace {

bool blank(std::string_view line) { return trim(line).empty(); }

std::size_t item_marker(std::string_view line) {
    auto i = line.find_first_not_of(" \t");
    if (i == std::string_view::npos) return 0;
    const auto first = i;
    while (i < line.size() && line[i] >= '0' && line[i] <= '9') ++i;
    const bool number = i > first && i - first < 4 && i < line.size() && (line[i] == '.' || line[i] == ')');
    const bool bullet = i == first && (line[i] == '-' || line[i] == '*' || line[i] == '+');
    return (number || bullet) && i + 1 < line.size() && line[i + 1] == ' ' ? i + 2 : 0;
}

struct Block {
    Range range;
    Shape shape;
};

Shape shape_of(std::string_view line) {
    const auto text = trim(line);
    if (text.starts_with("#")) return Shape::heading;
    if (text.starts_with("|")) return Shape::row;
    if (item_marker(line) > 0) return Shape::item;
    return Shape::prose;
}

// Lines that belong together: a paragraph, one list item, one table row.
class Blocks {
public:
    explicit Blocks(std::string_view text) : text_(text), formulas_(tex_ranges(text)) {}

    std::vector<Block> all() {
        for (std::size_t at = 0; at < text_.size();) {
            const auto end = std::min(text_.find('\n', at), text_.size());
            take(at, end);
            at = end + 1;
        }
        return std::move(blocks_);
    }

private:
    bool in_formula(std::size_t at) const {
        return std::ranges::any_of(formulas_, [&](const TexRange& tex) { return tex.whole.begin < at && at < tex.whole.end; });
    }

    void take(std::size_t at, std::size_t end) {
        const auto line = text_.substr(at, end - at);
        if (trim(line).starts_with("```")) {
            fenced_ = !fenced_;
            blocks_.push_back({{at, end}, Shape::code});
            open_ = false;
        } else if (fenced_) {
            blocks_.push_back({{at, end}, Shape::code});
        } else if (in_formula(at) && !blocks_.empty()) {
            blocks_.back().range.end = end;
        } else if (blank(line)) {
            open_ = false;
        } else {
            add(at, end, line);
        }
    }

    void add(std::size_t at, std::size_t end, std::string_view line) {
        const auto shape = shape_of(line);
        if (open_ && shape == Shape::prose) {
            blocks_.back().range.end = end;
            return;
        }
        blocks_.push_back({{at + (shape == Shape::item ? item_marker(line) : 0), end}, shape});
        open_ = shape == Shape::prose || shape == Shape::item;
    }

    std::string_view text_;
    std::vector<TexRange> formulas_;
    std::vector<Block> blocks_;
    bool open_ = false, fenced_ = false;
};

// A copy of equal length in which nothing but sentence ends looks like one: formulas are a word, emphasis is a bracket, a wrapped line goes on.
std::string masked(std::string_view text) {
    std::string out(text);
    for (const auto& tex : tex_ranges(text)) std::fill(out.begin() + static_cast<long>(tex.whole.begin), out.begin() + static_cast<long>(tex.whole.end), 'X');
    for (auto& c : out) {
        if (c == '\n' || c == '\r') c = ' ';
        if (c == '*' || c == '_') c = '"';
    }
    return out;
}

class Splitter {
public:
    explicit Splitter(std::string_view language) {
        UErrorCode status = U_ZERO_ERROR;
        breaks_.reset(icu::BreakIterator::createSentenceInstance(icu::Locale(std::string(language).c_str()), status));
        if (U_FAILURE(status)) breaks_.reset();
    }

    std::vector<Range> split(std::string_view block) {
        std::vector<Range> found;
        if (!breaks_) return {{0, block.size()}};
        const auto text = masked(block);
        UErrorCode status = U_ZERO_ERROR;
        UText* view = utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
        breaks_->setText(view, status);
        std::size_t from = 0;
        for (int at = breaks_->next(); at != icu::BreakIterator::DONE; at = breaks_->next())
            if (const auto end = static_cast<std::size_t>(at); end == text.size() || ends(std::string_view(text).substr(from, end - from))) {
                found.push_back({from, end});
                from = end;
            }
        utext_close(view);
        return found;
    }

private:
    static bool ends(std::string_view sentence) {
        const auto text = trim(sentence);
        const auto last = text.substr(std::min(text.find_last_of(" (\"") + 1, text.size()));
        return !english::is_abbreviation(last) && !is_initial(text.substr(0, text.size() - last.size()), last);
    }

    // "J. Smith" and "Brian J. Smith", but not "mass and time, M and T."
    static bool is_initial(std::string_view before, std::string_view word) {
        if (word.size() != 2 || word[1] != '.' || word[0] < 'A' || word[0] > 'Z') return false;
        before = trim(before);
        const auto previous = before.substr(before.find_last_of(' ') + 1);
        return previous.empty() || (previous[0] >= 'A' && previous[0] <= 'Z');
    }
    std::unique_ptr<icu::BreakIterator> breaks_;
};

Range trimmed(std::string_view text, Range range) {
    const auto inner = trim(range.of(text));
    const auto begin = static_cast<std::size_t>(inner.data() - text.data());
    return {begin, begin + inner.size()};
}

bool is_display(std::string_view text) {
    const auto formulas = tex_ranges(text);
    return formulas.size() == 1 && formulas[0].whole.begin == 0 && formulas[0].whole.end >= text.size() - 1 && formulas[0].display;
}

// "… is given by:" and the formula under it are one sentence.
void add_piece(std::vector<Piece>& pieces, std::string_view text, Piece piece) {
    if (is_display(piece.range.of(text))) {
        piece.shape = Shape::formula;
        const bool announced = !pieces.empty() && pieces.back().shape == Shape::prose && pieces.back().range.of(text).ends_with(':');
        if (announced) {
            pieces.back().range.end = piece.range.end;
            return;
        }
    }
    if (piece.range.begin < piece.range.end) pieces.push_back(piece);
}

bool is_rule(std::string_view row) { return row.find_first_not_of("|-: \t") == std::string_view::npos; }

// Display formulas inside a paragraph stand on lines of their own.
std::vector<Range> around_display(std::string_view block) {
    std::vector<Range> parts;
    std::size_t from = 0;
    for (const auto& tex : tex_ranges(block)) {
        if (!tex.display) continue;
        parts.push_back({from, tex.whole.begin});
        parts.push_back(tex.whole);
        from = tex.whole.end;
    }
    parts.push_back({from, block.size()});
    return parts;
}

}  // namespace

std::vector<Piece> split_sentences(std::string_view text, std::string_view language) {
    // Making an ICU break iterator costs more than splitting a passage with it.
    thread_local std::string made_for;
    thread_local std::unique_ptr<Splitter> splitter;
    if (!splitter || made_for != language) {
        splitter = std::make_unique<Splitter>(language);
        made_for = language;
    }
    std::vector<Piece> pieces;
    for (const auto& block : Blocks(text).all()) {
        const auto add = [&](Range range) { add_piece(pieces, text, {trimmed(text, range), block.shape}); };
        const auto whole = block.range.of(text);
        if (block.shape == Shape::row && is_rule(whole)) continue;
        if (block.shape == Shape::row || block.shape == Shape::code || block.shape == Shape::heading) {
            add(block.range);
            continue;
        }
        for (const auto& part : around_display(whole))
            for (const auto& sentence : splitter->split(part.of(whole)))
                add({block.range.begin + part.begin + sentence.begin, block.range.begin + part.begin + sentence.end});
    }
    return pieces;
}

}  // namespace tutor::engine
