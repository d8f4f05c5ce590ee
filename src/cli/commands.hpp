#pragma once
#include <string>

#include "cli/settings.hpp"

// One function per command; each returns the process's exit code and prints for a person.
namespace cli {

// Serves until SIGTERM or SIGINT, then drains. `port_file`, when not empty, gets the port once requests are answered.
int serve(Settings settings, const std::string& port_file);
int migrate(Settings settings);
int show_config(Settings settings, bool markdown);
// Checks what a first run needs and says what to do about what is missing.
int doctor(Settings settings);
// Brings statements_flat up to date, beside a server that runs or without one; `everything` looks at all statements again.
int etl_incremental(Settings settings, bool everything);
int course_import(Settings settings, const std::string& path);
// Statements in and out of the record store; "-" is standard input or output, `org` "" the first organisation.
int xapi_import(Settings settings, const std::string& path, const std::string& org);
int xapi_export(Settings settings, const std::string& path, const std::string& org, const std::string& format, const std::string& columns);
// Walks the audit log's chains and names the first entry of each that does not fit; 1 when one does not. With `expected`, "NUMBER:HASH" of an
// entry, 1 as well when no chain has it.
int audit_verify(Settings settings, const std::string& expected);

// Seals all secrets of the vault with its newest key, beside servers that run.
int vault_rotate(Settings settings);
// Where its keys are and how many secrets each has sealed; 1 when one is missing.
int vault_status(Settings settings);

// Backups of the whole database; `name` "" is the newest. What a restore replaces is moved aside.
int backup_make(Settings settings);
int backup_list(Settings settings);
int backup_verify(Settings settings, const std::string& name);
int restore(Settings settings, const std::string& name, bool replace);

}  // namespace cli
