#include "tutor/record/statements.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "platform/json/json.hpp"
#include "tutor/engine/markup.hpp"
#include "tutor/record/interaction.hpp"
#include "tutor/record/news.hpp"
#include "tutor/record/vocabulary.hpp"

namespace tutor {
namespace {

using boost::json::array;
using boost::json::object;
namespace words = vocabulary;

// The parts of one statement about one event.
class Statement {
public:
    Statement(const bus::Event& event, const Scene& scene) : event_(event), scene_(scene) {}

    object about_lesson(const LessonNews& news) const;
    object about_check(const CheckNews& news) const;
    object about_question(const QuestionNews& news) const;

private:
    object opening(const UserId& user, object target) const;
    object context(const TurnId& lesson, object activities) const;
    object texts(std::string_view text) const { return {{scene_.language.empty() ? "und" : scene_.language, text}}; }
    object activity(std::string id, std::string_view type, std::string_view name) const;
    object course(const library::CourseId& id) const { return activity(course_iri(id), words::course_type, scene_.course_title); }
    object lesson(const LessonNews& news) const { return activity(lesson_iri(news), words::lesson_type, news.title); }
    array category() const { return {activity(scene_.home + "/xapi/profile", words::profile_type, "")}; }

    std::string course_iri(const library::CourseId& id) const { return scene_.home + "/course/" + id.str(); }
    // The section that is taught, which is the same for everybody who learns it; who learns it when is the registration.
    std::string lesson_iri(const LessonNews& news) const {
        return course_iri(news.course_id) + (news.node_id ? "/section/" + news.node_id->str() : "/overview");
    }
    std::string check_iri(const CheckNews& news) const {
        return fmt::format("{}/lesson/{}/check/{}", scene_.home, news.lesson.lesson_id.str(), news.check_id);
    }
    std::string own(std::string_view extension) const { return fmt::format("{}/xapi/profile/{}", scene_.home, extension); }
    std::string since(timing::Micros began) const { return duration_text(event_.at - began); }

    object lesson_result(const LessonNews& news) const;

    const bus::Event& event_;
    const Scene& scene_;
};

object Statement::activity(std::string id, std::string_view type, std::string_view name) const {
    object definition{{"type", type}};
    if (!name.empty()) definition["name"] = texts(name);
    return {{"objectType", "Activity"}, {"id", std::move(id)}, {"definition", std::move(definition)}};
}

object Statement::opening(const UserId& user, object target) const {
    const auto& verb = *words::verb_of(event_.topic);
    return {{"id", event_.id},
            {"actor", object{{"objectType", "Agent"}, {"account", object{{"homePage", scene_.home}, {"name", user.str()}}}}},
            {"verb", object{{"id", verb.id}, {"display", object{{"en", verb.display}}}}},
            {"object", std::move(target)},
            {"timestamp", timing::to_rfc3339(event_.at)}};
}

object Statement::context(const TurnId& lesson, object activities) const {
    object context{{"registration", lesson.str()}, {"platform", "OmniTutor"}};
    if (!scene_.language.empty()) context["language"] = scene_.language;
    activities["category"] = category();
    context["contextActivities"] = std::move(activities);
    return context;
}

object judgement(const LessonNews& news, bool passed) {
    const auto share = static_cast<double>(*news.right) / static_cast<double>(*news.graded);
    return {{"success", passed}, {"score", object{{"scaled", share}, {"raw", *news.right}, {"min", 0}, {"max", *news.graded}}}};
}

object Statement::lesson_result(const LessonNews& news) const {
    if (event_.topic == topic::lesson_progressed) return {{"extensions", object{{words::progress, *news.percent}}}};
    object result;
    if (event_.topic == topic::lesson_completed) result["completion"] = true;
    if (news.graded) result = judgement(news, event_.topic == topic::lesson_passed);
    if (news.reason) result["extensions"] = object{{own("reason"), *news.reason}};
    if (!result.empty()) result["duration"] = since(news.began_at);
    return result;
}

object Statement::about_lesson(const LessonNews& news) const {
    auto statement = opening(news.user_id, lesson(news));
    if (auto result = lesson_result(news); !result.empty()) statement["result"] = std::move(result);
    auto around = context(news.lesson_id, {{"grouping", array{course(news.course_id)}}});
    if (news.graded) around["extensions"] = object{{words::mastery_score, pass_mark}};
    statement["context"] = std::move(around);
    return statement;
}

object Statement::about_check(const CheckNews& news) const {
    object target{{"objectType", "Activity"}, {"id", check_iri(news)}, {"definition", interaction(news, texts(engine::plain(news.prompt)))}};
    auto statement = opening(news.lesson.user_id, std::move(target));
    object result{{"duration", since(news.shown_at)}};
    if (news.response) result["response"] = response_of(news);
    if (news.success) {
        result["success"] = *news.success;
        result["score"] = object{{"scaled", *news.success ? 1 : 0}};
    }
    result["extensions"] = object{{own("tries"), news.tries}, {own("hints"), news.hints}};
    statement["result"] = std::move(result);
    statement["context"] = context(news.lesson.lesson_id, {{"parent", array{lesson(news.lesson)}}, {"grouping", array{course(news.lesson.course_id)}}});
    return statement;
}

object Statement::about_question(const QuestionNews& news) const {
    auto statement = opening(news.user_id, activity(fmt::format("{}/question/{}", scene_.home, news.question_id.str()), words::question_type, ""));
    auto around = context(news.lesson_id.value_or(TurnId(news.conversation_id.str())), {{"grouping", array{course(news.course_id)}}});
    around["extensions"] = object{{own("mode"), news.mode}};
    statement["context"] = std::move(around);
    return statement;
}

}  // namespace

std::string course_of(const bus::Event& event) {
    if (!words::verb_of(event.topic)) return "";
    const auto payload = boost::json::parse(event.payload).as_object();
    const auto& about = payload.contains("lesson") ? payload.at("lesson").as_object() : payload;
    return std::string(about.at("course_id").as_string());
}

std::string statement_of(const bus::Event& event, const Scene& scene) {
    const Statement statement(event, scene);
    if (event.topic == topic::question_asked) return boost::json::serialize(statement.about_question(json::read<QuestionNews>(event.payload)));
    if (event.topic.starts_with("tutor.check_")) return boost::json::serialize(statement.about_check(json::read<CheckNews>(event.payload)));
    return boost::json::serialize(statement.about_lesson(json::read<LessonNews>(event.payload)));
}

}  // namespace tutor
