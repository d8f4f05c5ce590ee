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

// Puts sentences one after another, each with its `[n]`, equal spans under one number.
void add(engine::Say& say, const Grounded& sentence) {
    if (!say.text.empty()) say.text += ' ';
    say.text += sentence.text;
    for (const auto& cite : sentence.cites) {
        auto place = std::ranges::find(say.citations, cite);
        if (place == say.citations.end()) place = say.citations.insert(say.citations.end(), cite);
        say.text += fmt::format(" [{}]", place - say.citations.begin() + 1);
    }
}

// A beat while the model writes it.
class BeatWriter {
public:
    BeatWriter(Lesson& lesson, int number, std::vector<Shown> passages) : lesson_(lesson), number_(number), passages_(std::move(passages)) {}

    Task<bool> show(std::vector<Claim> claims) {
        std::string text;
        for (const auto& claim : claims)
            if (const auto grounded = ground(claim, passages_, lesson_.index->course().language)) text += taken(*grounded);
        co_return text.empty() || co_await lesson_.pen->write(drafts(text));
    }
    std::optional<engine::Say> say() {
        if (say_.text.empty()) return std::nullopt;
        say_.caption = engine::speakable(say_.text);
        return say_;
    }

private:
    std::string taken(const Grounded& sentence) {
        const std::string between = say_.text.empty() ? "" : " ";
        add(say_, sentence);
        return between + sentence.text;
    }
    std::vector<Draft> drafts(const std::string& text) {
        std::vector<Draft> next;
        if (lesson_.progress.level != "L3") next.push_back(level_event(lesson_, "L3", "The model is back."));
        next.push_back(draft("delta", {{"beat", number_}, {"text", text}}));
        return next;
    }

    Lesson& lesson_;
    const int number_;
    const std::vector<Shown> passages_;
    engine::Say say_;
};

Task<void> stream(BeatWriter& writer, std::shared_ptr<LiveText> live) {
    ClaimReader reader;
    while (true) {
        const auto piece = co_await live->next();
        if (piece.empty()) break;
        if (!co_await writer.show(reader.feed(piece))) co_return;
    }
    co_await writer.show(reader.finish());
}

}  // namespace

Task<ModelSay> say_by_model(Room& room, Lesson& lesson, int number) {
    const auto& beat = lesson.beats[static_cast<std::size_t>(number)];
    const auto& own = std::get<engine::Say>(beat.body);
    const auto passages = passages_for(*lesson.index, own);
    if (passages.empty()) co_return ModelSay{};
    const BeatBrief brief{lesson.plan.title, beat.title, own.text, words_before(lesson, number), lesson.index->course().language};
    const auto live = LiveText::start(room, lesson.turn, *lesson.pen, beat_prompt(brief, passages));
    BeatWriter writer(lesson, number, passages);
    co_await stream(writer, live);
    if (lesson.pen->lost()) co_return ModelSay{};
    ModelSay said{writer.say(), std::nullopt};
    if (!live->result()) said.failure = live->result().error();
    co_return said;
}

}  // namespace tutor
