#include "cli/commands.hpp"

#include <cstdio>
#include <filesystem>
#include <thread>

#include "cli/places.hpp"
#include "platform/client/client.hpp"
#include "platform/otlp/otlp.hpp"
#include "platform/pool/pool.hpp"

namespace cli {

namespace {

class Report {
public:
    void say(bool fine, const std::string& what, const std::string& remedy) {
        std::printf("%s %s%s%s\n", fine ? "ok  " : "FAIL", what.c_str(), fine ? "" : ": ", fine ? "" : remedy.c_str());
        if (!fine) failed_ = true;
    }
    void note(const std::string& what) { std::printf("note %s\n", what.c_str()); }
    int code() const { return failed_ ? 1 : 0; }

private:
    bool failed_ = false;
};

void check_database(Report& report, const Settings& settings) {
    try {
        const auto database = open_database(settings);
        report.say(true, database->engine() == db::Engine::sqlite ? "database: SQLite in " + settings.data : "database: PostgreSQL", "");
    } catch (const std::exception& error) {
        report.say(false, "database", error.what());
    }
}

void check_models(Report& report, const models::Config& config) {
    const bool any = !(config.anthropic_api_key + config.openai_base_url + config.openai_api_key + config.litellm_url + config.ollama_url).empty();
    report.note(any ? "models: a provider is configured"
                    : "models: none; lessons and answers come from the course text (set ANTHROPIC_API_KEY or OPENAI_BASE_URL to add one)");
    if (config.over_quota) report.note("OT_OVER_QUOTA=1: model-backed calls answer over_quota");
}

void check_traces(Report& report, const otlp::Config& config) {
    if (!otlp::wanted(config)) return report.note("traces: none are collected (set OTEL_EXPORTER_OTLP_ENDPOINT)");
    try {
        client::Client client;
        const auto problem = otlp::try_collector(client, config);
        report.say(problem.empty(), "traces: the collector", problem);
    } catch (const Error& error) {
        report.say(false, "traces", error.detail);
    }
}

}  // namespace

int migrate(Settings settings) {
    open_database(settings);
    std::puts("The database is at this version.");
    return 0;
}

int show_config(Settings settings, bool markdown) {
    if (markdown) {
        Settings defaults;
        std::fputs(describe(defaults).markdown().c_str(), stdout);
        return 0;
    }
    std::fputs(describe_effective(settings).c_str(), stdout);
    return 0;
}

int doctor(Settings settings) {
    namespace fs = std::filesystem;
    Report report;
    check_database(report, settings);
    report.say(fs::exists(web_directory(settings) / "index.html"), "client: " + web_directory(settings).string(), "not built; run ./start");
    report.say(fs::exists(courses_directory(settings)), "sample courses: " + courses_directory(settings).string(), "not found; set OT_COURSES");
    check_models(report, settings.models);
    check_traces(report, settings.otlp);
    return report.code();
}

int etl_incremental(Settings settings, bool everything) {
    const auto database = open_database(settings);
    pool::Pool cpu(1);
    const auto written = lrs::run_incremental_etl(*database, cpu, everything ? lrs::Check::everything : lrs::Check::what_is_new);
    std::printf("%zu statements brought into statements_flat\n", written);
    return 0;
}

int course_import(Settings settings, const std::string& path) {
    const auto database = open_database(settings);
    identity::Identity identity(*database, settings.identity);
    identity.prepare();
    client::Client client;
    models::Models models(*database, client, settings.models);
    pool::Pool cpu(static_cast<int>(std::max(1u, std::thread::hardware_concurrency())));
    library::Library library(*database, cpu, models, settings.library);
    const auto course = library.import_path(identity.default_org(), path);
    std::printf("Imported \"%s\": %d passages, course %s\n", course.title.c_str(), course.passages, course.id.str().c_str());
    return 0;
}

}  // namespace cli
