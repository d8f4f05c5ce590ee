#include "tutor/lessons/model_beat.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tutor/writing/live_text.hpp"
#include "tutor/writing/prompts.hpp"

namespace tutor {
namespace {

constexpr std::size_t most_passages = 8;
constexpr std::size_t most_bytes = 12'000;

// The passages the course's own beat cites, then their neighbours in the section.
std::vector<Shown> passages_for(const engine::Index& index, const engine::Say& say) {
    std::vector<Shown> shown;
    std::size_t bytes = 0;
    const auto show = [&](const library::Passage& passage) {
        if (shown.size() == most_passages || bytes + passage.text.size() > most_bytes || std::ranges::count(shown, passage.id, &Shown::id)) return;
        shown.push_back({passage.id, passage.text});
        bytes += passage.text.size();
    };
    for (const auto& cite : say.citations)
        if (const auto* passage = index.passage(cite.passage)) show(*passage);
    if (shown.empty()) return shown;
    const auto node = index.passage(shown.front().id)->node;
    for (const auto& passage : index.passages())
        if (passage.node == node) show(passage);
    return shown;
}

std::string words_before(const Lesson& lesson, int number) {
    for (int before = number - 1; before >= 0; --before)
        if (const auto* say = std::get_if<engine::Say>(&lesson.beats[static_cast<std::size_t>(before)].body)) return say->text;
    return "";
}

// Sentences one after another, each with its `[n]`, equal spans under one number.
engine::Say say_of(const std::vector<Grounded>& sentences) {
    engine::Say say;
    for (const auto& sentence : sentences) {
        if (!say.text.empty()) say.text += ' ';
        say.text += sentence.text;
        for (const auto& cite : sentence.cites) {
            auto place = std::ranges::find(say.citations, cite);
            if (place == say.citations.end()) place = say.citations.insert(say.citations.end(), cite);
            say.text += fmt::format(" [{}]", place - say.citations.begin() + 1);
        }
    }
    say.caption = engine::speakable(say.text);
    return say;
}

Task<std::vector<Claim>> stream_claims(Lesson& lesson, std::shared_ptr<LiveText> live, int number) {
    ClaimReader reader;
    VisibleText visible;
    std::vector<Claim> claims;
    while (true) {
        const auto piece = co_await live->next();
        if (piece.empty()) break;
        std::ranges::move(reader.feed(piece), std::back_inserter(claims));
        const auto text = visible.feed(piece);
        if (text.empty()) continue;
        std::vector<Draft> delta{draft("delta", {{"beat", number}, {"text", text}})};
        if (!co_await lesson.pen->write(std::move(delta))) break;
    }
    std::ranges::move(reader.finish(), std::back_inserter(claims));
    co_return claims;
}

}  // namespace

Task<std::expected<engine::Say, NoSay>> say_by_model(Room& room, Lesson& lesson, int number) {
    const auto& beat = lesson.beats[static_cast<std::size_t>(number)];
    const auto& own = std::get<engine::Say>(beat.body);
    const auto& language = lesson.index->course().language;
    const auto passages = passages_for(*lesson.index, own);
    if (passages.empty()) co_return std::unexpected(NoSay::ungrounded);
    const BeatBrief brief{lesson.plan.title, beat.title, own.text, words_before(lesson, number), language};
    auto live = LiveText::start(room, lesson.turn, *lesson.pen, beat_prompt(brief, passages));
    const auto claims = co_await stream_claims(lesson, live, number);
    if (lesson.pen->lost() || !live->result()) co_return std::unexpected(NoSay::failed);

    std::vector<Grounded> sentences;
    for (const auto& claim : claims)
        if (auto grounded = ground(claim, passages, language)) sentences.push_back(std::move(*grounded));
    if (sentences.empty()) co_return std::unexpected(NoSay::ungrounded);
    co_return say_of(sentences);
}

}  // namespace tutor
