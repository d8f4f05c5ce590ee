#include "cli/settings.hpp"

#include <cstdlib>
#include <string_view>

#include "platform/error.hpp"

namespace cli {

namespace {

using config::Secret;

void describe_server(config::Settings& to, Settings& from) {
    to.add("OT_LISTEN", from.http.listen, "HOST:PORT to serve on");
    to.add("OT_ROLE", from.roles, "what this process does: `api`, `worker`, `scheduler`, or several, separated by commas");
    to.add("OT_DATA", from.data, "directory of everything that is kept");
    to.add("OT_WEB", from.web, "directory of the built client; empty: the one beside the program");
    to.add("OT_COURSES", from.courses, "directory of the sample courses; empty: the ones beside the program");
    to.add("OT_LOG_LEVEL", from.log_level, "debug, info, warn or error");
    to.add("SENTRY_DSN", from.sentry.dsn, "an error tracker that speaks Sentry's envelopes, which is told what goes wrong inside: `https://KEY@HOST/PROJECT`", Secret::yes);
    to.add("OT_ENVIRONMENT", from.sentry.environment, "what this installation is called there");
    to.add("OTEL_EXPORTER_OTLP_ENDPOINT", from.otlp.endpoint, "a collector of traces that takes OTLP over HTTP in JSON, such as `http://127.0.0.1:4318`; they go to `/v1/traces` below it. Empty, as the next: nothing is collected");
    to.add("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", from.otlp.traces_endpoint, "instead: the whole URL");
    to.add("OTEL_EXPORTER_OTLP_HEADERS", from.otlp.headers, "headers for it, such as a key: `NAME=VALUE,NAME=VALUE`, values percent-encoded", Secret::yes);
    to.add("OTEL_SERVICE_NAME", from.otlp.service, "what this program is called in traces; OT_ENVIRONMENT stands beside it");
    to.add("OTEL_TRACES_SAMPLER_ARG", from.otlp.ratio, "which part of the requests that bring no trace is collected; one that brings a `traceparent` is as that says", 0, 1);
    to.add("OTEL_BSP_SCHEDULE_DELAY", from.otlp.gather, "how long spans are gathered before they are sent");
    to.add("OT_LIMITS", from.limits, "rate limits per hour, such as `plan=20,ask=600`; 0 takes one away");
    to.add("OT_THREADS", from.http.threads, "I/O threads; 0: one per core", 0, 256);
    to.add("OT_CONNECTIONS", from.http.connections, "open connections at most", 16, 1'000'000);
    to.add("OT_TRUST_PROXY", from.http.trust_proxy, "believe X-Forwarded-For and X-Forwarded-Proto");
    to.add("OT_DRAIN_MS", from.http.drain, "time for running requests at shutdown");
}

void describe_storage(config::Settings& to, Settings& from) {
    to.add("DATABASE_URL", from.db.database_url, "PostgreSQL (`postgres://…`) or `sqlite:PATH`; empty: SQLite in OT_DATA", Secret::yes);
    to.add("DATABASE_READ_URL", from.reports_database_url, "a replica of the PostgreSQL database, from which reports are read while it answers", Secret::yes);
    to.add("OT_DB_READERS", from.db.readers, "SQLite reader connections", 1, 64);
    to.add("OT_DB_CONNECTIONS", from.db.connections, "PostgreSQL connections", 1, 256);
    to.add("OT_DB_PREPARED", from.db.prepared_statements, "prepared statements; 0 behind a transaction pooler");
}

void describe_jobs(config::Settings& to, Settings& from) {
    to.add("OT_JOBS_SLOTS", from.jobs.slots, "background jobs that run at once", 1, 1024);
    to.add("OT_JOBS_LEASE_MS", from.jobs.lease, "after a crash, how long a process's jobs rest before another takes them up");
    to.add("OT_SLACK_WEBHOOK", from.jobs.slack_webhook, "told of jobs that failed for good: a URL that takes {\"text\": …}; empty: nobody is", Secret::yes);
}

void describe_identity(config::Settings& to, Settings& from) {
    to.add("ADMIN_TOKEN", from.identity.admin_token, "who presents it becomes admin for 24 h; empty: nobody", Secret::yes);
    to.add("OT_SECURE_COOKIES", from.identity.secure_cookies, "set behind TLS");
    to.add("OT_TOKEN_ISSUER", from.identity.token_issuer, "`iss` and `aud` of access tokens");
    to.add("OT_ACCESS_TOKEN_MINUTES", from.identity.access_token_minutes, "life of an access token", 1, 24 * 60);
    to.add("OT_SIGNING_KEY_HOURS", from.identity.signing_key_hours, "time after which another key signs access tokens", 1, 24 * 90);
    to.add("OT_PASSWORD_LEAST", from.accounts.password_least, "characters of a password", 8, 64);
    to.add("OT_PASSWORD_MEMORY_KIB", from.accounts.password_memory_kib, "Argon2id: memory of one hash", 64, 4 << 20);
    to.add("OT_PASSWORD_PASSES", from.accounts.password_passes, "Argon2id: passes over it", 1, 100);
    to.add("OT_PASSWORD_LANES", from.accounts.password_lanes, "Argon2id: lanes", 1, 16);
    to.add("OT_VAULT_KEY", from.vault.key, "keys of the vault (docs/vault.md): 32 bytes each in base64 or hex, the newest first; empty, as the two below: a file in OT_DATA", Secret::yes);
    to.add("OT_VAULT_KEY_FILE", from.vault.key_file, "a file that holds them");
    to.add("OT_VAULT_KEY_COMMAND", from.vault.key_command, "a command that prints them, as a key management service's client does");
    to.add("OT_CONSENT_FIRST", from.consents.ask_first, "consents that nothing is done of before a person says yes, with commas between: models, sharing");
    to.add("OT_EXPORT_HOURS", from.privacy.export_hours, "for how long a person can fetch an export of their data", 1, 24 * 30);
    to.add("OT_PASSWORD_THREADS", from.accounts.hashing_threads, "threads that hash passwords; 0: half of the cores", 0, 64);
}

void describe_notices(config::Settings& to, Settings& from) {
    to.add("SMTP_URL", from.notices.smtp_url, "the mail server, `smtp://user:password@mail.example:587` or `smtps://…`; empty: no mail is sent", Secret::yes);
    to.add("SMTP_FROM", from.notices.from, "who mails are from, such as `OmniTutor <tutor@school.example>`");
    to.add("SMTP_CA", from.notices.certificates, "a file of certificates (PEM) to believe of the mail server; empty: the system's");
    to.add("SMTP_PLAIN", from.notices.plain, "1: send without TLS, only to a server on this machine");
    to.add("SMTP_PATIENCE_MS", from.notices.patience, "how long the mail server may take for one mail");
    to.add("OT_PUSH_CONTACT", from.notices.push_contact, "who answers for notices in browsers, told to push services: `mailto:admin@school.example` or an https: URL; empty: the address of SMTP_FROM; without either, no web push is sent");
    to.add("OT_PUSH_PRIVATE_TARGETS", from.notices.push_private_targets, "push services may be at addresses that are not public, and without TLS");
    to.add("OT_REMINDERS_AT", from.notices.remind_at, "when people are reminded of a lesson that is not finished, as a cron expression in UTC");
    to.add("OT_NOTIFICATIONS_KEEP_DAYS", from.notices.keep_days, "days after which it is forgotten what was sent to whom", 2, 3650);
}

void describe_models(config::Settings& to, Settings& from) {
    auto& models = from.models;
    to.add("ANTHROPIC_API_KEY", models.anthropic_api_key, "turns on Anthropic", Secret::yes);
    to.add("ANTHROPIC_BASE_URL", models.anthropic_base_url, "where Anthropic's API is");
    to.add("OPENAI_BASE_URL", models.openai_base_url, "turns on any OpenAI-compatible endpoint, such as http://127.0.0.1:8080/v1");
    to.add("OPENAI_API_KEY", models.openai_api_key, "its key, when it wants one", Secret::yes);
    to.add("LITELLM_URL", models.litellm_url, "a LiteLLM proxy");
    to.add("LITELLM_API_KEY", models.litellm_api_key, "its virtual key", Secret::yes);
    to.add("OLLAMA_URL", models.ollama_url, "an Ollama server, such as http://127.0.0.1:11434");
    to.add("OT_MODEL_TUTOR", models.tutor, "provider:model for lessons and answers, fallbacks after commas");
    to.add("OT_MODEL_MODERATOR", models.moderator, "provider:model that classifies user text");
    to.add("OT_MODEL_EMBEDDER", models.embedder, "provider:model for search by meaning");
    to.add("OT_MODEL_JUDGE", models.judge, "provider:model that judges answers");
    to.add("OT_DAILY_CAP_USD", models.daily_cap_usd, "spend per organisation and day", 0, 1e6);
    to.add("OT_USER_DAILY_CAP_USD", models.user_daily_cap_usd, "spend per person and day", 0, 1e6);
    to.add("OT_OVER_QUOTA", models.over_quota, "1: act as if the cap were reached");
    to.add("OT_MODERATION_FAILS_OPEN", models.moderation_fails_open, "let signed-in people through when the classifier is away");
    to.add("OT_CRISIS_LINE", models.crisis_line, "shown to somebody in distress");
    to.add("OT_PRICES", models.prices_file, "a JSON table of prices that overrides the built-in one");
}

void describe_lrs(config::Settings& to, Settings& from) {
    to.add("PUBLIC_PEM", from.lrs.public_key, "the name of a first pair of xAPI credentials, which may do everything");
    to.add("SECRET_PEM", from.lrs.secret_key, "its password", Secret::yes);
    to.add("OT_XAPI_HOME", from.xapi_home, "names this record store, in the authority of statements and in the accounts and activities that it records; it must stay as it is once there are statements. Empty: what it was called when the first statement came, at which time OT_PUBLIC_URL with /xapi behind it, or http://127.0.0.1:8790/xapi without one");
    to.add("OT_XAPI_VERSION", from.lrs.default_version, "said in answers to requests that name no version: 1.0.3 or 2.0.0");
    to.add("OT_XAPI_STATEMENT_LIMIT", from.lrs.statement_limit, "bytes of one statement", std::size_t{4096}, std::size_t{1} << 30);
    to.add("OT_XAPI_REQUEST_LIMIT", from.lrs.request_limit, "bytes of a batch of statements", std::size_t{4096}, std::size_t{1} << 30);
    to.add("OT_XAPI_UPLOAD_LIMIT", from.lrs.upload_limit, "bytes of a request with attachments", std::size_t{4096}, std::size_t{1} << 36);
    to.add("OT_XAPI_IMPORT_LIMIT", from.lrs.import_limit, "bytes of NDJSON that one import may bring", std::size_t{4096}, std::size_t{1} << 42);
    to.add("OT_XAPI_DOCUMENT_LIMIT", from.lrs.document_limit, "bytes of one state or profile document", std::size_t{4096}, std::size_t{1} << 30);
    to.add("OT_XAPI_PAGE_LIMIT", from.lrs.page_limit, "statements of one page", 1, 10'000);
    to.add("OT_XAPI_ISSUERS", from.lrs.issuers, "OpenID issuers whose bearer tokens /xapi takes: JSON or the path of a file with it, see below");
    to.add("OT_XAPI_PRIVATE_TARGETS", from.movers.private_targets, "forwards, imports and issuers may lead to addresses that are not public");
    to.add("OT_DELETED_STATEMENTS", from.movers.deleted_statements, "what becomes of the statements of a person whose account is deleted: erase or pseudonymise");
    to.add("OT_XAPI_TARGET_PATIENCE_MS", from.movers.patience, "how long a forward's target may take to answer; a second more for each 256 KB of files");
}

void describe_pipeline(config::Settings& to, Settings& from) {
    to.add("ETL_MODE", from.pipeline.etl_mode, "how statements come into statements_flat: streaming, incremental, both (the second as backup of the first) or off");
    to.add("REDIS_URL", from.pipeline.stream.redis_url, "queued statements wait in Redis Streams (6.2 or later), and processes count rate limits together: `redis://[user:password@]host[:port][/number]`", Secret::yes);
    to.add("NATS_URL", from.pipeline.stream.nats_url, "queued statements wait in NATS JetStream: `nats://[user:password@]host[:port]`", Secret::yes);
    to.add("OT_QUEUE_LEASE_MS", from.pipeline.stream.lease, "after a crash, how long queued statements that were being stored rest before they are taken up again");
    to.add("OT_ETL_INTERVAL_MS", from.pipeline.etl_interval, "time between two runs of the incremental ETL");
}

void describe_backup(config::Settings& to, Settings& from) {
    to.add("OT_BACKUP_TO", from.backup.to, "where backups are kept: a directory, or `s3://BUCKET/PREFIX`; empty: `backups` in OT_DATA");
    to.add("OT_BACKUP_AT", from.backup.at, "when the server makes one, as a cron expression in UTC; only when OT_BACKUP_TO is set");
    to.add("OT_BACKUP_KEEP_DAYS", from.backup.keep_days, "days after which a backup is removed when a newer one is made", 1, 36'500);
    to.add("OT_S3_ENDPOINT", from.backup.s3_endpoint, "the object store of backups, such as https://s3.example.com; empty: Amazon's of the region");
    to.add("OT_S3_REGION", from.backup.s3_region, "its region");
    to.add("OT_S3_KEY", from.backup.s3_key, "the id of its access key");
    to.add("OT_S3_SECRET", from.backup.s3_secret, "its secret", Secret::yes);
}

void describe_desk(config::Settings& to, Settings& from) {
    to.add("OT_TERMINAL_MS", from.terminal.patience, "longest time of one query of the administrator's terminal");
    to.add("OT_TERMINAL_ROWS", from.terminal.rows, "rows that one such query shows at most", 1, 10'000);
    to.add("OT_TEST_REPORT", from.desk.test_report, "what ./check wrote about its last run; empty: test-report.json beside the program");
}

void describe_teaching(config::Settings& to, Settings& from) {
    to.add("OT_UPLOAD_LIMIT", from.library.upload_limit, "bytes of one uploaded file", std::size_t{1024}, std::size_t{4} << 30);
    to.add("OT_PUBLIC_URL", from.lms.public_url, "where browsers find this server, such as https://tutor.example, for links in mails and addresses that cmi5 units are given; empty: as each request names it");
    to.add("OT_CONTENT_ORIGIN", from.lms.content_origin, "a second address of this server, on another site, for uploaded course packages, such as https://content.example; empty: they run in a sandbox");
    to.add("OT_PAGE_LIMIT", from.library.page_limit, "pages of one document", 1, 1'000'000);
    to.add("OT_LESSON_PACE_MS", from.tutor.pace, "time between two beats without a model");
    to.add("OT_MODEL_PATIENCE_MS", from.tutor.patience, "longest silence of a model in a lesson or an answer before the course's own words go on");
}

}  // namespace

config::Settings describe(Settings& settings) {
    config::Settings described;
    describe_server(described, settings);
    describe_storage(described, settings);
    describe_jobs(described, settings);
    describe_identity(described, settings);
    describe_notices(described, settings);
    describe_models(described, settings);
    describe_lrs(described, settings);
    describe_pipeline(described, settings);
    describe_backup(described, settings);
    describe_desk(described, settings);
    describe_teaching(described, settings);
    return described;
}

namespace {

// Without a name of its own the store is called by where browsers find it: a loopback address names nothing to anybody else.
void settle_home(Settings& settings) {
    const std::string_view address = settings.lms.public_url;
    if (!address.empty() && !address.starts_with("https://") && !address.starts_with("http://"))
        throw Error(ErrorCode::invalid, "OT_PUBLIC_URL: expected an address such as https://tutor.example");
    if (!settings.xapi_home.empty()) settings.lrs.home_page = settings.xapi_home;
    else if (!address.empty()) settings.lrs.home_page = std::string(address.substr(0, address.find_last_not_of('/') + 1)) + "/xapi";
}

config::Settings loaded(Settings& settings) {
    auto described = describe(settings);
    const char* file = std::getenv("OT_CONFIG");
    described.load(config::environment(), file ? file : "omnitutor.toml");
    settle_home(settings);
    return described;
}

}  // namespace

void load(Settings& settings) { loaded(settings); }

std::string describe_effective(Settings& settings) { return loaded(settings).effective(); }

}  // namespace cli
