#pragma once
#include <filesystem>
#include <string>

#include "admin/backups.hpp"
#include "admin/desk.hpp"
#include "admin/terminal.hpp"
#include "identity/accounts.hpp"
#include "identity/vault.hpp"
#include "identity/consents.hpp"
#include "identity/privacy.hpp"
#include "library/library.hpp"
#include "lms/lms.hpp"
#include "lrs/lrs.hpp"
#include "lrs/pipeline.hpp"
#include "lrs/movers.hpp"
#include "models/models.hpp"
#include "notices/notices.hpp"
#include "platform/config/config.hpp"
#include "platform/db/database.hpp"
#include "platform/http/server.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/otlp/otlp.hpp"
#include "platform/sentry/sentry.hpp"
#include "tutor/tutor.hpp"

namespace cli {

// Everything an operator can set, room by room; the defaults work with nothing configured.
struct Settings {
    std::string data = "data";
    std::string web;      // "" → the client built beside the program
    std::string courses;  // "" → the sample courses beside the program
    std::string log_level = "info";
    std::string roles = "api,worker,scheduler";  // see cli/roles.hpp
    std::string reports_database_url;  // a replica of the database, for reports; "": the database itself
    std::string limits;  // changes to limits::default_rules()
    http::ServerConfig http;
    db::Config db;
    sentry::Config sentry;
    otlp::Config otlp;
    jobs::Config jobs;
    identity::Config identity;
    identity::AccountsConfig accounts;
    notices::Config notices;
    identity::VaultConfig vault;
    identity::PrivacyConfig privacy;
    identity::ConsentConfig consents;
    models::Config models;
    lrs::Config lrs;
    std::string xapi_home;  // "" → lrs.home_page is what it was called, or follows lms.public_url
    lrs::PipelineConfig pipeline;
    lrs::MoversConfig movers;
    library::Config library;
    lms::Config lms;
    tutor::Config tutor;
    admin::BackupConfig backup;
    admin::TerminalConfig terminal;
    admin::DeskConfig desk;
};

// Names, help and places of all settings; `settings` must outlive the result.
config::Settings describe(Settings& settings);
// Environment over TOML file over defaults. Throws Error(invalid) that names the key and what was expected.
void load(Settings& settings);
// The settings as they are in force, secrets masked, with where each came from.
std::string describe_effective(Settings& settings);

}  // namespace cli
