#include <algorithm>
#include <cmath>
#include <map>

#include "tutor/engine/composer.hpp"
#include "tutor/engine/engine.hpp"
#include "tutor/engine/key_sentences.hpp"
#include "tutor/engine/question.hpp"
#include "tutor/engine/ranking.hpp"

namespace tutor::engine {

namespace {

constexpr int most_beats = 20, fewest_beats = 5;
constexpr double words_per_minute = 130, minutes_per_check = 0.8, minutes_per_show = 0.5;
constexpr double least_match = 0.45;

std::vector<std::string> objectives(const Index::State& state, const Scope& scope) {
    std::vector<std::string> found;
    for (const auto& section : scope.sections) {
        const auto before = found.size();
        for (const int passage : section.passages) {
            const auto& entry = state.passage_entries[at(passage)];
            for (int i = entry.first_sentence; i < entry.last_sentence; ++i)
                if (const auto aim = aim_of(state.text(state.sentences[at(i)])); !aim.empty()) found.push_back(upper_first(std::string(aim)));
        }
        if (found.size() == before && section.node >= 0) found.push_back("Understand: " + state.nodes[at(section.node)].title + ".");
    }
    return found;
}

// Earlier sections that explain terms which this one uses, the most used first.
std::vector<Prerequisite> prerequisites(const Index::State& state, const Scope& scope) {
    if (scope.node < 0) return {};
    std::map<int, double> weight;
    for (const auto& term : state.terms) {
        const bool earlier = term.node >= 0 && term.node < scope.node && state.sentences[at(term.sentence)].passage < scope.first_passage();
        if (!earlier || term.strength < 2 || is_back_matter(state.nodes[at(term.node)].title)) continue;
        for (const auto& section : scope.sections)
            for (const int passage : section.passages)
                for (int i = state.passage_entries[at(passage)].first_sentence; i < state.passage_entries[at(passage)].last_sentence; ++i)
                    if (contains_run(state.sentences[at(i)].words, term.stems)) weight[term.node] += state.idf(term.stems.back());
    }
    std::vector<std::pair<double, int>> order;
    for (const auto& [node, sum] : weight) order.emplace_back(-sum, node);
    std::ranges::sort(order);
    std::vector<Prerequisite> found;
    for (const auto& [sum, node] : order)
        if (found.size() < 3) found.push_back({state.nodes[at(node)].id, state.nodes[at(node)].title});
    return found;
}

double minutes_of(const Beat& beat) {
    const auto words = [](const std::string& text) { return static_cast<double>(std::ranges::count(text, ' ') + 1) / words_per_minute; };
    switch (beat.kind()) {
        case BeatKind::say: return words(std::get<Say>(beat.body).caption);
        case BeatKind::show: return minutes_per_show + words(std::get<Show>(beat.body).caption);
        case BeatKind::formula: return words(std::get<Formula>(beat.body).caption) + 0.1;
        case BeatKind::figure: return 0.3;
        case BeatKind::check: return minutes_per_check;
        case BeatKind::pause: return 0;
    }
    return 0;
}

const std::vector<Cite>* citations_of(const Beat& beat) {
    if (const auto* say = std::get_if<Say>(&beat.body)) return &say->citations;
    if (const auto* show = std::get_if<Show>(&beat.body)) return &show->citations;
    if (const auto* formula = std::get_if<Formula>(&beat.body)) return &formula->citations;
    if (const auto* figure = std::get_if<Figure>(&beat.body)) return &figure->citations;
    return nullptr;
}

void add_sources(Plan& plan, const Index& index, const Beat& beat) {
    const auto* citations = citations_of(beat);
    if (!citations) return;
    for (const auto& cite : *citations) {
        if (std::ranges::find(plan.sources, cite.passage, &Source::passage) != plan.sources.end()) continue;
        const auto* passage = index.passage(cite.passage);
        const auto path = index.path(passage->node);
        plan.sources.push_back({cite.passage, path.empty() ? index.course().title : path.back(), passage->page});
    }
}

Plan make_plan(const Index& index, const Scope& scope, std::optional<int> minutes) {
    const auto& state = index.state();
    Plan plan;
    plan.course = state.course.id;
    if (scope.node >= 0) plan.node = state.nodes[at(scope.node)].id;
    plan.title = scope.node >= 0 ? state.nodes[at(scope.node)].title : state.course.title;
    plan.objectives = objectives(state, scope);
    plan.prerequisites = prerequisites(state, scope);
    const int most = minutes ? std::clamp(static_cast<int>(*minutes * 1.6), fewest_beats, most_beats) : most_beats;
    double length = 0;
    for (const auto& beat : compose(index, scope, "plan", most)) {
        plan.beats.push_back({beat.kind(), beat.title});
        length += minutes_of(beat);
        add_sources(plan, index, beat);
    }
    plan.minutes = std::max(1, static_cast<int>(std::lround(length)));
    return plan;
}

std::optional<Scope> scope_for(const Index& index, const PlanRequest& request) {
    const auto& state = index.state();
    if (request.node) {
        const auto found = state.node_at.find(request.node->str());
        return found == state.node_at.end() ? std::nullopt : scope_of(state, found->second);
    }
    if (request.topic.empty()) return first_scope(state);
    if (state.nodes.empty()) return answer(index, request.topic, least_match).abstained ? std::nullopt : first_scope(state);
    const auto found = match(index, request.topic, 1);
    if (found.empty() || found.front().score < least_match) return std::nullopt;
    return scope_of(state, state.node_at.at(found.front().node.str()));
}

}  // namespace

std::optional<Plan> plan(const Index& index, const PlanRequest& request) {
    const auto scope = scope_for(index, request);
    return scope ? std::optional(make_plan(index, *scope, request.minutes)) : std::nullopt;
}

std::vector<Beat> lesson(const Index& index, const Plan& plan, std::string_view seed) {
    const auto& state = index.state();
    const auto found = plan.node ? state.node_at.find(plan.node->str()) : state.node_at.end();
    const auto scope = found == state.node_at.end() ? first_scope(state) : scope_of(state, found->second);
    return scope ? compose(index, *scope, seed, static_cast<int>(plan.beats.size())) : std::vector<Beat>{};
}

}  // namespace tutor::engine
