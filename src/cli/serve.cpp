#include <csignal>
#include <cstdio>
#include <fstream>
#include <thread>

#include "cli/commands.hpp"
#include "cli/health_routes.hpp"
#include "cli/places.hpp"
#include "platform/bus/bus.hpp"
#include "platform/client/client.hpp"
#include "platform/http/service_routes.hpp"
#include "platform/http/static_site.hpp"
#include "platform/limits/limits.hpp"
#include "platform/log/log.hpp"
#include "platform/pool/pool.hpp"

namespace cli {

namespace {

models::Context payer(const http::Caller& caller) {
    return {.org = caller.org, .user = caller.user, .trace_id = caller.trace_id, .anonymous = caller.anonymous, .deadline = caller.deadline};
}

Task<void> moderate(models::Models& models, models::Context context, std::string text) {
    const auto verdict = co_await models.moderate(std::move(text), std::move(context));
    if (verdict.verdict != models::Verdict::allowed) throw Error(ErrorCode::refused, verdict.message);
}

void set_gates(http::Gates& gates, identity::Identity& identity, limits::Limits& limits, models::Models& models) {
    gates.identify = [&identity](const http::Request& request, std::vector<http::Header>& reply) { return identity.identify(request, reply); };
    identity.admit = [&limits](const http::Caller& stranger) { return limits.take(stranger, "session"); };
    gates.limit = [&limits](const http::Caller& caller, std::string_view bucket) { return limits.take(caller, bucket); };
    gates.moderate = [&models](const http::Caller& caller, std::string_view text) { return moderate(models, payer(caller), std::string(text)); };
    gates.afford = [&models](const http::Caller& caller) { return models.afford(payer(caller)); };
}

void import_samples(library::Library& library, const OrgId& org, const std::filesystem::path& directory) {
    std::error_code ignored;
    if (library.has_sample(org)) return;
    for (const auto& entry : std::filesystem::directory_iterator(directory, ignored))
        if (entry.is_directory()) library.import_path(org, entry.path(), true);
}

// Blocks the signals for all threads started after it, so that one thread can wait for them.
sigset_t hold_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return set;
}

void wait_for_signal(const sigset_t& signals) {
    int received = 0;
    sigwait(&signals, &received);
    logging::info("stopping", {{"signal", std::int64_t{received}}});
}

void make_spool(Settings& settings) {
    if (settings.library.spool.empty()) settings.library.spool = std::filesystem::path(settings.data) / "spool";
    std::filesystem::create_directories(settings.library.spool);
}

void announce(const http::ServerConfig& config, int port, const std::string& port_file) {
    const std::string host = config.listen.substr(0, config.listen.rfind(':'));
    std::printf("OmniTutor is ready: http://%s:%d\n", host.c_str(), port);
    std::fflush(stdout);
    if (port_file.empty()) return;
    std::ofstream(port_file + ".new") << port << '\n';
    std::filesystem::rename(port_file + ".new", port_file);
}

limits::Rules limit_rules(const std::string& changes) {
    auto rules = limits::default_rules();
    limits::override_rules(rules, changes);
    return rules;
}

int cores() { return std::max(1u, std::thread::hardware_concurrency()); }

}  // namespace

int serve(Settings settings, const std::string& port_file) {
    sigset_t signals = hold_signals();
    logging::set_level(logging::level_named(settings.log_level));

    make_spool(settings);
    const auto database = open_database(settings);
    identity::Identity identity(*database, settings.identity);
    identity.prepare();
    limits::Limits limits(*database, limit_rules(settings.limits));
    client::Client client;
    models::Models models(*database, client, settings.models);
    client::Client outward(lrs::reach_of(settings.movers));
    lrs::Lrs records(*database, settings.lrs, identity.default_org(), &outward);
    pool::Pool cpu(cores());
    library::Library library(*database, cpu, models, settings.library);
    library.prepare();
    import_samples(library, identity.default_org(), courses_directory(settings));

    identity::Accounts accounts(identity, *database, settings.accounts);
    identity::Directory directory(identity, *database);
    accounts.adopt_by(library::adopt);
    accounts.adopt_by(tutor::adopt);

    http::Router router;
    http::Server server(settings.http, router);
    lrs::Movers movers(records, outward, server.executor(), settings.movers);
    bus::Bus bus(*database, server.executor());
    bus::Signal signal;
    tutor::Tutor tutor(*database, library, models, signal, cpu, server.executor(), settings.tutor);
    lrs::Pipeline pipeline(records, *database, cpu, server.executor(), settings.pipeline);

    set_gates(router.gates, identity, limits, models);
    mount_health(router, *database);
    http::mount_service(router, OT_VERSION);
    identity::mount(router, identity, [&models] { return models.healthy(models::Alias::tutor) ? "L3" : "L0"; });
    identity::mount(router, identity, accounts);
    identity::mount(router, directory);
    models::mount(router, models);
    lrs::mount(router, records);
    lrs::mount(router, pipeline);
    lrs::mount(router, movers);
    library::mount(router, library);
    tutor::mount(router, tutor);
    router.fallback = http::static_site(web_directory(settings));

    settings.lms.home_page = settings.lrs.home_page;
    settings.lms.upload_limit = settings.library.upload_limit;
    lms::Lms lms(*database, records, bus, cpu, settings.lms);
    lms::mount(router, lms);
    tutor::record(bus, library, records, settings.lrs.home_page);
    bus.start();
    server.start();
    tutor.start();
    pipeline.start();
    movers.start();
    announce(settings.http, server.port(), port_file);

    wait_for_signal(signals);
    begin_drain();
    tutor.stop();
    pipeline.stop();
    movers.stop();
    // While the event loops still run: those who wait for news hear that none will come.
    bus.stop();
    signal.close();
    server.stop();
    // Other threads may still be about to resume somebody on the event loops, which `server` destroys.
    client.close();
    outward.close();
    cpu.close();
    accounts.close();
    database->close();
    return 0;
}

}  // namespace cli
