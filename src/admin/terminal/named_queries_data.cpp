#include "admin/sql.gen.hpp"
#include "admin/terminal/named_query.hpp"

namespace admin {

namespace {
using enum ValueKind;

Parameter since(std::string_view fallback) { return {"days", days, "how many days to look back", fallback, 1, 366}; }

// NAME, what it is called, what it tells; parameters; columns; the text.
const std::vector<NamedQuery> all{
    {"learned-lately", "Who learned what lately", "statements of learners, the newest first", {since("7")},
     {{"stored", time}, {"learner"}, {"verb"}, {"activity"}, {"success", yes_no}, {"score", real}, {"ms", integer}}, &sql::learned_lately},
    {"busiest-learners", "Busiest learners", "lessons and questions of each person", {since("7")},
     {{"user"}, {"lessons", integer}, {"questions", integer}, {"last", time}}, &sql::busiest_learners},
    {"answers-by-course", "Answers by course", "how checks were answered", {since("30")},
     {{"course"}, {"title"}, {"answers", integer}, {"correct", integer}, {"tries", real}, {"hints", real}}, &sql::answers_by_course},
    {"statements-per-verb", "Statements per verb", "what is recorded most", {since("30")},
     {{"verb"}, {"statements", integer}, {"learners", integer}, {"last", time}}, &sql::statements_per_verb},
    {"slowest-turns", "Slowest turns", "lessons and answers that took longest, from their beginning to their end",
     {since("7"), {"kind", choice, "what sort of turn", "any", 0, 0, {"any", "lesson", "ask"}}},
     {{"turn"}, {"kind"}, {"state"}, {"user"}, {"course"}, {"begun", time}, {"took", seconds}, {"events", integer}}, &sql::slowest_turns},
    {"sessions-per-day", "Sessions per day", "sessions by the day they began, of those still kept", {since("30")},
     {{"day", day}, {"sessions", integer}, {"people", integer}, {"administrators", integer}}, &sql::sessions_per_day},
    {"screen-events", "Events of the screen", "what people did in the client", {since("7")},
     {{"event"}, {"times", integer}, {"people", integer}, {"last", time}}, &sql::screen_events},
    {"model-costs", "Model costs by day", "calls, tokens and spend of each alias and model", {since("30")},
     {{"day", day}, {"alias"}, {"provider"}, {"model"}, {"calls", integer}, {"failed", integer}, {"tokens in", integer}, {"tokens out", integer},
      {"spent", usd}, {"took", seconds}}, &sql::costs_by_day},
    {"model-failures", "Model failures", "calls that did not succeed, by how they ended", {since("7")},
     {{"alias"}, {"provider"}, {"model"}, {"status"}, {"calls", integer}, {"last", time}}, &sql::model_failures},
    {"dead-letters", "Dead letters", "jobs, queued statements and forwarded ones that failed for good", {since("30")},
     {{"at", time}, {"where"}, {"what"}, {"id"}, {"reason"}}, &sql::all_dead_letters},
    {"failing-schedules", "Failing schedules", "runs of schedules that failed, the newest first", {since("7")},
     {{"slot", time}, {"schedule"}, {"cause"}, {"state"}, {"runs", integer}, {"ended", time}, {"reason"}}, &sql::failing_schedules},
    {"slowest-jobs", "Slowest jobs", "finished jobs by kind and how long they ran", {since("1")},
     {{"kind"}, {"jobs", integer}, {"failures", integer}, {"on average", seconds}, {"at most", seconds}}, &sql::slowest_jobs},
    {"failed-imports", "Failed imports", "of courses and of statements", {since("30")},
     {{"at", time}, {"what"}, {"id"}, {"from"}, {"reason"}}, &sql::failed_imports},
    {"forwards", "Forwards", "targets of statements and how they do", {},
     {{"label"}, {"kind"}, {"state"}, {"delivered", integer}, {"failures", integer}, {"last error"}, {"last delivered", time}}, &sql::forward_states},
    {"acts", "Acts", "what the audit log holds, by action", {since("30")},
     {{"action"}, {"times", integer}, {"people", integer}, {"last", time}}, &sql::acts_by_kind},
    {"acts-of-person", "Acts of a person", "entries of the audit log",
     {{"user", text, "the id of who acted", {}, 1, 64}, since("30")},
     {{"at", time}, {"action"}, {"kind"}, {"subject"}, {"address"}}, &sql::acts_of_person},
    {"row-counts", "Rows of tables", "how many rows of each table are this organisation's", {},
     {{"table"}, {"rows", integer}}, &sql::row_counts},
};
}  // namespace

std::span<const NamedQuery> named_queries() { return all; }

}  // namespace admin
