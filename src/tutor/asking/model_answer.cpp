#include "tutor/asking/model_answer.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>

#include "tutor/sql.gen.hpp"
#include "tutor/writing/live_text.hpp"
#include "tutor/writing/prompts.hpp"

namespace tutor {
namespace {

constexpr std::size_t most_passages = 8;
constexpr std::size_t earlier_turns = 3;
constexpr int hits_read = 8;

// The passages the engine would answer from, then what the search finds.
Task<std::vector<Shown>> passages_for(Room& room, const Answering& answering, const engine::Answer& found) {
    std::vector<Shown> shown;
    const auto show = [&](const library::PassageId& id) {
        const auto* passage = answering.index->passage(id);
        if (passage && shown.size() < most_passages && !std::ranges::count(shown, id, &Shown::id)) shown.push_back({id, passage->text});
    };
    for (const auto& sentence : found.sentences) show(sentence.cite.passage);
    for (const auto& hit : co_await room.library.search(answering.turn.org, answering.turn.course, answering.subject.question, hits_read, answering.turn.user))
        show(hit.passage);
    co_return shown;
}

std::string sentences_of(const std::vector<Event>& events) {
    std::string text;
    for (const auto& event : events)
        if (event.kind == "sentence") text += std::string(boost::json::parse(event.payload).as_object().at("text").as_string()) + " ";
    return text;
}

// The last questions of the conversation and what was answered.
Task<std::vector<models::Message>> earlier(Room& room, const Turn& turn) {
    const auto rows = co_await room.database.read(sql::turns_of_conversation, turn.org, *turn.conversation);
    std::vector<std::pair<TurnId, std::string>> before;
    for (const auto& row : rows)
        if (row.text(0) < turn.id.str()) before.emplace_back(row.id<TurnId>(0), row.text(1));
    std::vector<models::Message> messages;
    for (auto i = before.size() > earlier_turns ? before.size() - earlier_turns : 0; i < before.size(); ++i) {
        auto said = sentences_of(co_await room.log.all_events(turn.org, before[i].first));
        if (said.empty()) continue;
        messages.push_back({models::Message::Role::user, before[i].second});
        messages.push_back({models::Message::Role::assistant, std::move(said)});
    }
    co_return messages;
}

class Writer {
public:
    Writer(Room& room, Answering& answering, std::vector<Shown> passages) : room_(room), answering_(answering), passages_(std::move(passages)) {}

    Task<void> write(std::vector<Claim> claims) {
        for (const auto& claim : claims) co_await write_one(claim);
    }
    std::size_t sentences() const { return sentences_; }

private:
    // A question that leads the learner on states nothing, so it needs no source.
    bool leading_question(const Claim& claim) const {
        return answering_.subject.mode != Mode::direct && claim.quotes.empty() && claim.text.ends_with('?');
    }

    Task<void> write_one(const Claim& claim) {
        const auto& language = answering_.index->course().language;
        auto grounded = leading_question(claim) ? std::optional(Grounded{claim.text, {}}) : ground(claim, passages_, language);
        if (!grounded) co_return;
        const auto citations = co_await cite(room_, answering_.turn.org, answering_.index, std::move(grounded->cites), citations_ + 1);
        citations_ += static_cast<int>(citations.size());
        std::vector<Draft> next{sentence_event(grounded->text, "model", citations)};
        if (co_await answering_.pen->write(std::move(next))) ++sentences_;
    }

    Room& room_;
    Answering& answering_;
    const std::vector<Shown> passages_;
    std::size_t sentences_ = 0;
    int citations_ = 0;
};

Task<void> stream_sentences(Writer& writer, std::shared_ptr<LiveText> live, std::shared_ptr<Pen> pen) {
    ClaimReader reader;
    while (!pen->lost()) {
        const auto piece = co_await live->next();
        if (piece.empty()) break;
        co_await writer.write(reader.feed(piece));
    }
    co_await writer.write(reader.finish());
}

Task<void> go_down(Answering& answering, const models::ModelError& failure) {
    answering.progress.level = "L0";
    const std::string_view why = failure.reason == models::Reason::over_quota ? "Today's budget for the model is used up" : "The model did not answer";
    std::vector<Draft> level{draft("level", {{"level", "L0"}, {"reason", std::string(why) + "; these are the course's own words."}})};
    co_await answering.pen->write(std::move(level));
}

// The model has read more than the engine found: when it says that the passages do not answer, they do not.
Task<Ending> abstain(Answering& answering, const engine::Answer& found) {
    std::vector<Draft> none{abstain_event(*answering.index, found.nearest)};
    co_await answering.pen->write(std::move(none));
    co_return Ending{};
}

}  // namespace

Task<std::optional<Ending>> answer_by_model(Room& room, Answering& answering, const engine::Answer& found) {
    const auto passages = co_await passages_for(room, answering, found);
    QuestionBrief brief{answering.subject.question, answering.subject.mode, {}, answering.index->course().language};
    brief.earlier = co_await earlier(room, answering.turn);
    auto live = LiveText::start(room, answering.turn, *answering.pen, question_prompt(brief, passages));
    Writer writer(room, answering, passages);
    co_await stream_sentences(writer, live, answering.pen);
    if (answering.pen->lost()) co_return Ending{};

    const auto& result = live->result();
    if (writer.sentences() > 0 && !result) co_return Ending{TurnState::interrupted, {{"reason", "The model stopped in the middle of this answer."}}};
    if (writer.sentences() > 0) co_return Ending{};
    if (!result) co_await go_down(answering, result.error());
    if (result && result->text.contains(no_answer)) co_return co_await abstain(answering, found);
    co_return std::nullopt;
}

}  // namespace tutor
