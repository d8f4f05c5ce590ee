#include <csignal>
#include <cstdio>
#include <fstream>
#include <thread>

#include "admin/backup_desk.hpp"
#include "cli/commands.hpp"
#include "cli/health_routes.hpp"
#include "cli/places.hpp"
#include "cli/roles.hpp"
#include "identity/audit.hpp"
#include "identity/consents.hpp"
#include "identity/openid.hpp"
#include "identity/privacy.hpp"
#include "identity/vault.hpp"
#include "models/costs.hpp"
#include "platform/bus/bus.hpp"
#include "platform/client/client.hpp"
#include "platform/http/service_routes.hpp"
#include "platform/http/static_site.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/limits/limits.hpp"
#include "platform/log/log.hpp"
#include "platform/otlp/otlp.hpp"
#include "platform/pool/pool.hpp"
#include "platform/sentry/sentry.hpp"

namespace cli {

namespace {

models::Context payer(const http::Caller& caller) {
    return {.org = caller.org, .user = caller.user, .trace = caller.trace, .anonymous = caller.anonymous, .deadline = caller.deadline};
}

Task<void> moderate(models::Models& models, models::Context context, std::string text) {
    const auto verdict = co_await models.moderate(std::move(text), std::move(context));
    if (verdict.verdict != models::Verdict::allowed) throw Error(ErrorCode::refused, verdict.message);
}

Task<void> admit(limits::Limits& limits, const http::Caller& stranger) {
    if (auto refusal = co_await limits.take(stranger, "session")) throw std::move(*refusal);
}

void set_gates(http::Gates& gates, identity::Identity& identity, limits::Limits& limits, models::Models& models) {
    gates.identify = [&identity](const http::Request& request, std::vector<http::Header>& reply) { return identity.identify(request, reply); };
    identity.admit = [&limits](const http::Caller& stranger) { return admit(limits, stranger); };
    gates.limit = [&limits](const http::Caller& caller, std::string_view bucket) { return limits.take(caller, bucket); };
    gates.moderate = [&models](const http::Caller& caller, std::string_view text) { return moderate(models, payer(caller), std::string(text)); };
    gates.afford = [&models](const http::Caller& caller) { return models.afford(payer(caller)); };
}

// Who has finished today's lesson, or needs none, is known to the tutor.
Task<std::optional<notices::DueLesson>> lesson_due(db::Database& database, OrgId org, UserId user, timing::Micros since) {
    auto lesson = co_await tutor::lesson_today(database, std::move(org), std::move(user), since);
    if (!lesson) co_return std::nullopt;
    co_return notices::DueLesson{.title = std::move(lesson->title), .path = lesson->open ? "/lesson/" + lesson->id : "/"};
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

// What one room's settings take from another's.
void complete(Settings& settings) {
    make_spool(settings);
    settings.sentry.release = "omnitutor@" OT_VERSION;
    settings.otlp.version = OT_VERSION;
    settings.otlp.environment = settings.sentry.environment;
    settings.privacy.spool = settings.library.spool.string();
    settings.lms.home_page = settings.lrs.home_page;
    settings.notices.public_url = settings.lms.public_url;
    settings.lms.upload_limit = settings.library.upload_limit;
    settings.desk.daily_cap_usd = settings.models.daily_cap_usd;
    settings.desk.data = settings.data;
    settings.desk.makes_backups = !settings.backup.to.empty();
    settings.desk.mails = !settings.notices.smtp_url.empty();
    settings.desk.test_report = test_report_file(settings);
}

// The platform's own libraries know no audit log.
void note_act(db::Transaction& tx, const http::Caller& caller, std::string_view act, std::string_view kind, const std::string& subject) {
    identity::record(tx, identity::act_of(caller, std::string(act), std::string(kind), subject));
}

// By it a backup that is older than a deletion is put right when it is restored.
Task<void> keep_note(admin::Backups& backups, pool::Pool& background, std::string id, std::string words) {
    co_await background.run([&] { backups.note(id, words); });
}

// The rooms on one database and one server, bottom to top.
struct House {
    explicit House(const Settings& settings);
    void prepare(const Settings& settings);
    void collect_privacy();
    void heed_consents();
    void mount(const Settings& settings);
    void tend(const Settings& settings);
    void start();
    void stop();
    std::vector<std::string> missed() const { return limits.without_redis() ? std::vector<std::string>{"redis"} : std::vector<std::string>{}; }

    const Roles roles;
    std::unique_ptr<db::Database> database;
    std::unique_ptr<db::Database> replica;  // for reports; may be null
    identity::Identity identity;
    identity::Accounts accounts;
    identity::Directory directory;
    identity::Vault vault;
    limits::Limits limits;
    client::Client client;
    models::Models models;
    client::Client outward;
    identity::OpenId openid;
    lrs::Lrs records;
    pool::Pool cpu;
    library::Library library;
    http::Router router;
    http::Server server;
    sentry::Reporter sentry;
    otlp::Exporter traces;
    bus::Bus bus;
    bus::Signal signal;
    tutor::Tutor tutor;
    lrs::Pipeline pipeline;
    lrs::Movers movers;
    lms::Lms lms;
    jobs::Jobs jobs;
    notices::Notices notices;
    admin::Backups backups;
    admin::Terminal terminal;
    pool::Pool background;  // for work of minutes
    pool::Pool papers;      // for exports and deletions, which do not wait for a backup
    admin::Desk desk;
    admin::BackupDesk backup_desk;
    identity::Privacy privacy;
    identity::Consents consents;
};

House::House(const Settings& settings)
    : roles(roles_named(settings.roles)),
      database(open_database(settings)),
      replica(open_replica(settings)),
      identity(*database, settings.identity),
      accounts(identity, *database, settings.accounts),
      directory(identity, *database),
      vault(*database, settings.vault, settings.data),
      limits(*database, limit_rules(settings.limits), settings.pipeline.stream.redis_url),
      models(*database, client, settings.models),
      outward(lrs::reach_of(settings.movers)),
      openid(accounts, vault, *database, outward, {.public_url = settings.lms.public_url, .private_issuers = settings.movers.private_targets}),
      records(*database, settings.lrs, identity.default_org(), &outward),
      cpu(cores()),
      library(*database, cpu, models, settings.library),
      server(settings.http, router),
      sentry(client, settings.sentry),
      traces(client, settings.otlp),
      bus(*database, server.executor()),
      tutor(*database, library, models, signal, cpu, server.executor(), settings.tutor),
      pipeline(records, *database, cpu, server.executor(), settings.pipeline),
      movers(records, pipeline, vault, outward, server.executor(), settings.movers),
      lms(*database, records, bus, cpu, settings.lms),
      jobs(*database, server.executor(), outward, identity.default_org(), settings.jobs),
      notices(*database, jobs, vault, settings.notices),
      backups(settings.db, settings.data, settings.backup),
      terminal(*database, settings.db, settings.data, settings.terminal),
      background(1),
      papers(1),
      desk(*database, settings.db, models, identity.default_org(), settings.desk),
      backup_desk(*database, backups, jobs, background, identity.default_org(), settings.backup),
      privacy(identity, accounts, *database, papers, settings.privacy),
      consents(*database, settings.consents) {}

void House::prepare(const Settings& settings) {
    identity.prepare();
    vault.prepare();
    movers.prepare();
    library.prepare();
    import_samples(library, identity.default_org(), courses_directory(settings));
    accounts.adopt_by(library::adopt);
    accounts.adopt_by(tutor::adopt);
    notices::attend(notices, identity, accounts);
    notices.remind_of([this](OrgId org, UserId user, timing::Micros since) { return lesson_due(*database, std::move(org), std::move(user), since); });
    movers.on_erased([this](db::Transaction& tx, const lrs::ErasedAgent& agent) { lms.forget(tx, agent); });
    // Who does not consume events leaves them to the workers.
    if (roles.worker) tutor::record(bus, library, records, settings.lrs.home_page);
    desk.traces_by([this] { return traces.account(); });
    if (replica) pipeline.read_reports_from(*replica), desk.watch(*replica);
    collect_privacy();
    heed_consents();
}

// What each room keeps about people: lower rooms first.
void House::collect_privacy() {
    privacy.add(identity::platform_privacy_part(bus));
    privacy.add(identity::privacy_part(*database));
    privacy.add(notices::privacy_part(*database));
    privacy.add(models::privacy_part(*database));
    privacy.add(lrs::privacy_part(movers));
    privacy.add(library::privacy_part(*database));
    privacy.add(lms::privacy_part(*database));
    privacy.add(tutor::privacy_part(tutor));
    privacy.remember_by([this](std::string id, std::string words) { return keep_note(backups, papers, std::move(id), std::move(words)); });
    privacy.resume();
}

// What people do not agree to is not done.
void House::heed_consents() {
    models.permit_by([this](OrgId org, UserId user) { return consents.covers(std::move(org), std::move(user), "models"); });
    movers.send_if([this](OrgId org, std::vector<UserId> people) { return consents.covered(std::move(org), std::move(people), "sharing"); });
    movers.train_if([this](OrgId org, std::vector<UserId> people) { return consents.covered(std::move(org), std::move(people), "training"); });
}

void House::mount(const Settings& settings) {
    set_gates(router.gates, identity, limits, models);
    mount_health(router, *database, {.serves = roles.api, .mails = notices.mails(), .missed = [this] { return missed(); }});
    http::mount_service(router, OT_VERSION);
    identity::mount(router, identity, [this] { return models.healthy(models::Alias::tutor) ? "L3" : "L0"; });
    identity::mount(router, identity, accounts);
    identity::mount(router, directory);
    identity::mount(router, identity, openid);
    identity::mount(router, identity, privacy);
    identity::mount(router, consents);
    models::mount(router, models);
    identity::mount_audit(router, *database);
    lrs::mount(router, records);
    lrs::mount(router, pipeline);
    lrs::mount(router, movers);
    library::mount(router, library);
    tutor::mount(router, tutor);
    lms::mount(router, lms);
    jobs::mount(router, jobs, note_act);
    admin::mount(router, terminal);
    admin::mount(router, desk);
    admin::mount(router, backup_desk);
    notices::mount(router, notices);
    router.fallback = http::static_site(web_directory(settings));
}

// What runs by itself. The platform's own libraries know nothing of schedules, so theirs stand here.
void House::tend(const Settings& settings) {
    jobs.add({.name = "limits.forget_full", .cron = "19 * * * *"}, [this](jobs::Job) { return limits.forget_full(); });
    jobs.add({.name = "bus.forget_old", .cron = "48 * * * *"}, [this](jobs::Job) { return bus.forget_old(); });
    identity::tend(jobs, identity);
    identity::tend(jobs, accounts);
    identity::tend_audit(jobs, *database);
    notices::tend(jobs, notices);
    identity::tend(jobs, privacy);
    lrs::tend(jobs, records);
    lms::tend(jobs, lms);
    tutor::tend(jobs, tutor);
    models::tend(jobs, *database);
    // A place in the data directory would be lost with it, so without one that somebody chose there is no schedule.
    if (!settings.backup.to.empty()) admin::tend(jobs, backups, background, settings.backup);
}

void House::start() {
    sentry.start();
    traces.start();
    bus.start();
    server.start();
    if (roles.api || roles.worker) tutor.start();
    if (roles.worker) pipeline.start();
    if (roles.worker) movers.start();
    jobs.start({.worker = roles.worker, .scheduler = roles.scheduler});
}

void House::stop() {
    jobs.stop();
    tutor.stop();
    movers.stop();
    pipeline.stop();
    // While the event loops still run: those who wait for news hear that none will come.
    bus.stop();
    signal.close();
    server.stop();
    sentry.stop();  // after the last request, of which it is told
    traces.stop();
    // Other threads may still be about to resume somebody on the event loops, which `server` destroys.
    client.close();
    outward.close();
    background.close();
    papers.close();
    terminal.close();
    desk.close();
    backup_desk.close();
    notices.close();
    cpu.close();
    accounts.close();
    vault.close();
    limits.close();
    if (replica) replica->close();
    database->close();
}

}  // namespace

int serve(Settings settings, const std::string& port_file) {
    const auto signals = hold_signals();
    logging::set_level(logging::level_named(settings.log_level));
    settings.lrs = at_home(*open_database(settings), settings);
    complete(settings);

    House house(settings);
    house.prepare(settings);
    house.mount(settings);
    house.tend(settings);
    house.start();
    announce(settings.http, house.server.port(), port_file);

    wait_for_signal(signals);
    begin_drain();
    house.stop();
    return 0;
}

}  // namespace cli
