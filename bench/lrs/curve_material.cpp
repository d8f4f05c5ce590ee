// Material for bench/lrs/curve. The statements of a school as its years go by: statement number i is the same in every run, learners and
// courses grow with i, learner 0 says a tenth of everything, every 50th statement is a grade that refers to an earlier one.
//   curve_material statements FROM TO     NDJSON
//   curve_material ids SIZE COUNT         ids of random statements among the first SIZE
//   curve_material paths KIND SIZE COUNT  requests that find random statements among the first SIZE
#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

// splitmix64 (Steele, Lea and Flood, 2014): the same numbers everywhere.
std::uint64_t mixed(std::uint64_t index, std::uint64_t what) {
    auto z = index * 0x9E3779B97F4A7C15 + what * 0xD1B54A32D192ED03 + 0x632BE59BD9B4E019;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}
std::uint64_t below(std::uint64_t limit, std::uint64_t index, std::uint64_t what) { return mixed(index, what) % limit; }
// Small ones come often.
std::uint64_t skewed(std::uint64_t limit, std::uint64_t index, std::uint64_t what) {
    const double u = static_cast<double>(mixed(index, what) >> 11) / 9007199254740992.0;
    return static_cast<std::uint64_t>(u * u * static_cast<double>(limit));
}
std::string uuid(std::uint64_t index, std::uint64_t what) {
    const auto a = mixed(index, what), b = mixed(index, what + 1);
    return fmt::format("{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}", a >> 32, a >> 16 & 0xFFFF, a & 0xFFF, b >> 48 & 0xFFF, b & 0xFFFFFFFFFFFF);
}
enum What : std::uint64_t { id = 10, learner, course, chapter, check, verb, score, of_context, of_time, registration = 20, target = 30, sample = 40 };

constexpr std::array<std::string_view, 20> verbs{"answered", "answered", "answered", "answered",    "answered", "answered",  "answered",    "progressed", "progressed", "progressed",
                                                 "experienced", "experienced", "experienced", "launched", "initialized", "terminated", "passed", "failed", "completed", "asked"};
constexpr std::string_view verb_place = "http://adlnet.gov/expapi/verbs/", school = "https://school.example.org";
constexpr std::uint64_t grade_every = 50;

struct Statement {
    std::uint64_t i, learner, course, chapter, check;
    std::string_view verb;
    bool grades() const { return i % grade_every == grade_every - 1; }
    std::uint64_t graded() const { return i - 1 - below(grade_every - 2, i, target); }
};
Statement statement(std::uint64_t i) {
    const auto who = below(10, i, learner) == 0 ? 0 : 1 + skewed(50 + i / 200, i, learner + 1);
    return {i, who, skewed(5 + i / 20'000, i, course), below(20, i, chapter), below(10, i, check), verbs[below(verbs.size(), i, verb)]};
}

std::string agent(std::string_view kind, std::uint64_t number) {
    return fmt::format(R"({{"objectType":"{}","name":"{} {}","account":{{"homePage":"{}/people","name":"{}-{:012}"}}}})", kind == "class" ? "Group" : "Agent", kind, number, school,
                       kind, number);
}
std::string course_id(const Statement& s) { return fmt::format("{}/courses/{}", school, s.course); }
std::string chapter_id(const Statement& s) { return fmt::format("{}/chapters/{}", course_id(s), s.chapter); }
std::string check_id(const Statement& s) { return fmt::format("{}/checks/{}", chapter_id(s), s.check); }

std::string object_of(const Statement& s) {
    if (s.grades()) return fmt::format(R"({{"objectType":"StatementRef","id":"{}"}})", uuid(s.graded(), id));
    return fmt::format(R"({{"objectType":"Activity","id":"{}","definition":{{"type":"http://adlnet.gov/expapi/activities/cmi.interaction",)"
                       R"("name":{{"en-US":"Check {} of chapter {}","de-DE":"Aufgabe {} zu Kapitel {}"}},"description":{{"en-US":"A force of 12 N moves a box 3.5 m along the )"
                       R"(floor. How much work does it do?"}},"interactionType":"choice","correctResponsesPattern":["c"],"choices":[{{"id":"a","description":{{"en-US":"15.5 J"}}}},)"
                       R"({{"id":"b","description":{{"en-US":"3.4 J"}}}},{{"id":"c","description":{{"en-US":"42 J"}}}}]}}}})",
                       check_id(s), s.check, s.chapter, s.check, s.chapter);
}
std::string result_of(const Statement& s) {
    const auto points = below(101, s.i, score);
    return fmt::format(R"({{"score":{{"scaled":{},"raw":{},"min":0,"max":100}},"success":{},"completion":{},"response":"c","duration":"PT{}.25S"}})", static_cast<double>(points) / 100,
                       points, points > 40, s.verb == "completed" || s.verb == "passed", below(400, s.i, score + 1));
}
std::string context_of(const Statement& s) {
    std::string people;
    if (below(10, s.i, of_context) < 3) people += fmt::format(R"("instructor":{},)", agent("teacher", s.course));
    if (below(10, s.i, of_context) > 7) people += fmt::format(R"("team":{},)", agent("class", s.learner % 40));
    if (!s.grades()) people += R"("platform":"OmniTutor",)";  // only beside an Activity
    return fmt::format(R"({{"registration":"{}",{}"language":"en-US","contextActivities":{{"parent":[{{"id":"{}"}}],"grouping":[{{"id":"{}"}}]}}}})",
                       uuid(s.learner * 1'000'003 + s.course, registration), people, chapter_id(s), course_id(s));
}
// Two years, some statements of any day.
std::string time_of(const Statement& s) {
    const auto day = s.i / 40 % 600 + below(130, s.i, of_time);
    return fmt::format("{}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", 2025 + day / 366, day % 366 / 31 + 1, day % 28 + 1, below(24, s.i, of_time + 1), s.i % 60, s.i / 7 % 60, s.i % 1000);
}
std::string line_of(const Statement& s) {
    return fmt::format(R"({{"id":"{}","actor":{},"verb":{{"id":"{}{}","display":{{"en-US":"{}"}}}},"object":{},"result":{},"context":{},"timestamp":"{}"}})", uuid(s.i, id),
                       s.grades() ? agent("teacher", s.course) : agent("learner", s.learner), verb_place, s.grades() ? "scored" : s.verb, s.grades() ? "scored" : s.verb, object_of(s),
                       result_of(s), context_of(s), time_of(s));
}

std::string encoded(std::string_view text) {
    std::string out;
    for (const char letter : text)
        if (std::isalnum(static_cast<unsigned char>(letter)) || std::string_view("-._~").find(letter) != std::string_view::npos) out += letter;
        else out += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    return out;
}
std::string asked(std::string_view name, std::string_view value) { return fmt::format("&{}={}", name, encoded(value)); }
std::string by_agent(std::uint64_t number) { return asked("agent", agent("learner", number)); }

// What a random statement is found by. A grade that was drawn is asked for by what it grades.
std::string question(std::string_view kind, std::uint64_t i) {
    auto s = statement(i);
    if (s.grades()) s = statement(s.graded());
    if (kind == "agent") return by_agent(s.learner);
    if (kind == "large-agent") return by_agent(0);
    if (kind == "verb") return asked("verb", fmt::format("{}{}", verb_place, s.verb));
    if (kind == "activity") return asked("activity", check_id(s));
    if (kind == "agent-verb") return by_agent(s.learner) + asked("verb", fmt::format("{}{}", verb_place, s.verb));
    if (kind == "large-agent-activity") return by_agent(0) + asked("activity", check_id(s));
    if (kind == "registration") return asked("registration", uuid(s.learner * 1'000'003 + s.course, registration));
    if (kind == "related-agents") return asked("agent", agent("teacher", s.course)) + "&related_agents=true";
    if (kind == "related-activities") return asked("activity", i % 2 ? chapter_id(s) : course_id(s)) + "&related_activities=true";
    const auto graded = statement(statement(i / grade_every * grade_every + grade_every - 1).graded());
    if (kind == "statement-ref") return by_agent(graded.learner) + asked("activity", check_id(graded));
    fmt::print(stderr, "curve_material: no kind {}\n", kind);
    std::exit(64);
}

int usage() {
    fmt::print(stderr, "usage: curve_material statements FROM TO | ids SIZE COUNT | paths KIND SIZE COUNT\n");
    return 64;
}
}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) return usage();
    const std::string_view mode = argv[1];
    const auto number = [&](int at) { return std::strtoull(argv[at], nullptr, 10); };
    if (mode == "statements")
        for (auto i = number(2); i < number(3); ++i) fmt::print("{}\n", line_of(statement(i)));
    else if (mode == "ids")
        for (std::uint64_t n = 0; n < number(3); ++n) fmt::print("{}\n", uuid(below(number(2), n, sample), id));
    else if (mode == "paths" && argc == 5)
        for (std::uint64_t n = 0; n < number(4); ++n) fmt::print("/xapi/statements?limit=100{}\n", question(argv[2], below(number(3), n, sample)));
    else
        return usage();
    return 0;
}
