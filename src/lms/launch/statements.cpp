#include "lms/launch/statements.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>

#include "lms/progress/progress.hpp"
#include "lms/session/words.hpp"

namespace lms {

namespace {
using boost::json::array;
using boost::json::object;

object language_map(const std::vector<Text>& texts) {
    object map;
    for (const auto& text : texts) map[text.language] = text.text;
    return map;
}

object activity(std::string id, const std::vector<Text>& title, const std::vector<Text>& description, std::string_view type = "") {
    object definition{{"name", language_map(title)}, {"description", language_map(description)}};
    if (!type.empty()) definition["type"] = type;
    return {{"objectType", "Activity"}, {"id", std::move(id)}, {"definition", std::move(definition)}};
}

object activity(std::string_view id) { return {{"objectType", "Activity"}, {"id", id}}; }

object au_activity(const Scene& scene, const Unit& au) {
    return activity(activity_iri(scene.home, scene.course, au.id), au.title, au.description, au.activity_type.value_or(""));
}

// The parts that all "cmi5 defined" statements have (9.6).
object statement(const Scene& scene, Verb verb, object about, std::string_view publisher_id) {
    object activities{{"category", array{activity(words::cmi5_category)}}, {"grouping", array{activity(publisher_id)}}};
    object context{{"registration", scene.registration}, {"contextActivities", std::move(activities)}};
    context["extensions"] = object{{words::session_id, scene.session}};
    return {{"actor", actor_of(scene.home, scene.learner)},
            {"verb", object{{"id", iri_of(verb)}, {"display", object{{"en", name_of(verb)}}}}},
            {"object", std::move(about)},
            {"context", std::move(context)},
            {"timestamp", timing::to_rfc3339(scene.at)}};
}

std::string duration_of(timing::Micros span) { return fmt::format("PT{:.2f}S", static_cast<double>(std::max<timing::Micros>(span, 0)) / 1e6); }
}  // namespace

std::string activity_iri(std::string_view home, std::string_view course) { return fmt::format("{}/cmi5/{}", home, course); }
std::string activity_iri(std::string_view home, std::string_view course, std::string_view unit) { return fmt::format("{}/cmi5/{}/{}", home, course, unit); }

object actor_of(const std::string& home, const UserId& learner) {
    return {{"objectType", "Agent"}, {"account", object{{"homePage", home}, {"name", learner.str()}}}};
}

object launched(const Scene& scene, const Unit& au, const Launched& launch) {
    auto made = statement(scene, Verb::launched, au_activity(scene, au), au.publisher_id);
    auto& extensions = made["context"].as_object()["extensions"].as_object();
    extensions[words::launch_mode] = boost::describe::enum_to_string(launch.mode, "");
    extensions[words::launch_url] = launch.url;
    extensions[words::move_on] = boost::describe::enum_to_string(au.move_on, "");
    if (au.mastery_score) extensions[words::mastery_score] = *au.mastery_score;
    if (au.launch_parameters) extensions[words::launch_parameters] = *au.launch_parameters;
    return made;
}

object abandoned(const Scene& scene, const Unit& au, timing::Micros span) {
    auto made = statement(scene, Verb::abandoned, au_activity(scene, au), au.publisher_id);
    made["result"] = object{{"duration", duration_of(span)}};
    return made;
}

object waived(const Scene& scene, const Unit& au, std::string_view reason) {
    auto made = statement(scene, Verb::waived, au_activity(scene, au), au.publisher_id);
    made["result"] = object{{"success", true}, {"completion", true}, {"extensions", object{{words::reason, reason}}}};
    // 9.6.2.2
    made["context"].as_object()["contextActivities"].as_object()["category"].as_array().push_back(activity(words::move_on_category));
    return made;
}

object satisfied(const Scene& scene, const Structure& structure, std::string_view unit) {
    if (unit == whole_course) {
        auto course = activity(activity_iri(scene.home, scene.course), structure.title, structure.description, words::course_type);
        return statement(scene, Verb::satisfied, std::move(course), structure.publisher_id);
    }
    const auto& block = *std::ranges::find(structure.units, unit, &Unit::id);
    auto about = activity(activity_iri(scene.home, scene.course, block.id), block.title, block.description, words::block_type);
    return statement(scene, Verb::satisfied, std::move(about), block.publisher_id);
}

std::string launch_data(const Scene& scene, const Unit& au, LaunchMode mode, const std::string& return_url) {
    object context{{"contextActivities", object{{"grouping", array{activity(au.publisher_id)}}}}, {"extensions", object{{words::session_id, scene.session}}}};
    object data{{"contextTemplate", std::move(context)}, {"launchMode", boost::describe::enum_to_string(mode, "")}};
    data["moveOn"] = boost::describe::enum_to_string(au.move_on, "");
    if (au.launch_parameters) data["launchParameters"] = *au.launch_parameters;
    if (au.mastery_score) data["masteryScore"] = *au.mastery_score;
    if (!return_url.empty()) data["returnURL"] = return_url;
    if (au.entitlement_key) data["entitlementKey"] = object{{"courseStructure", *au.entitlement_key}};
    return boost::json::serialize(data);
}

}  // namespace lms
