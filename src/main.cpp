#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstring>
#include <functional>

#include "cli/commands.hpp"
#include "library/extract.hpp"
#include "platform/error.hpp"

namespace {

struct Options {
    std::string listen, roles, data, port_file, path = "-", org, format = "ndjson", columns, expected, place, name;
    bool markdown = false, incremental = false, everything = false, replace = false;
};

// The commands, and the one that was chosen.
class CommandLine {
public:
    CommandLine() {
        app_.set_version_flag("--version", OT_VERSION);
        app_.require_subcommand(1);
        add_server();
        add_courses();
        add_learning_records();
        add_audit_log();
        add_backups();
    }
    int run(int argc, char** argv) {
        CLI11_PARSE(app_, argc, argv);
        return code_;
    }

private:
    using Act = std::function<int(cli::Settings)>;

    CLI::App* group(CLI::App& above, const char* name, const char* description) {
        auto* group = above.add_subcommand(name, description);
        group->add_option("--data", options_.data, "directory of the data (data)");
        return group;
    }
    CLI::App* command(CLI::App& above, const char* name, const char* description, Act act) {
        auto* command = group(above, name, description);
        command->callback([this, command, act = std::move(act)] {
            if (command->get_subcommands().empty()) code_ = act(settings());
        });
        return command;
    }
    cli::Settings settings() const {
        cli::Settings settings;
        cli::load(settings);
        if (!options_.listen.empty()) settings.http.listen = options_.listen;
        if (!options_.roles.empty()) settings.roles = options_.roles;
        if (!options_.data.empty()) settings.data = options_.data;
        if (!options_.place.empty()) settings.backup.to = options_.place;
        return settings;
    }

    void add_server() {
        auto* serve = command(app_, "serve", "Serve the tutor", [this](auto settings) { return cli::serve(std::move(settings), options_.port_file); });
        serve->add_option("--listen", options_.listen, "HOST:PORT, port 0 takes a free one (127.0.0.1:8790)");
        serve->add_option("--role", options_.roles, "what this process does: api, worker, scheduler or several, separated by commas (OT_ROLE)");
        serve->add_option("--port-file", options_.port_file, "write the port here once requests are answered");
        command(app_, "migrate", "Bring the database to this version", cli::migrate);
        auto* config = command(app_, "config", "Print the effective settings, secrets masked",
                               [this](auto settings) { return cli::show_config(std::move(settings), options_.markdown); });
        config->add_flag("--markdown", options_.markdown, "as the reference page");
        command(app_, "doctor", "Check what a first run needs", cli::doctor);
    }
    void add_courses() {
        auto* course = group(app_, "course", "Course material");
        course->require_subcommand(1);
        auto* import = command(*course, "import", "Import a file or a folder as a course",
                               [this](auto settings) { return cli::course_import(std::move(settings), options_.path); });
        import->add_option("path", options_.path, "PDF, HTML, Markdown, text, DOCX, EPUB or a folder of them")->required();
    }
    void add_learning_records() {
        auto* etl = command(app_, "etl", "Bring statements into statements_flat",
                            [this](auto settings) { return cli::etl_incremental(std::move(settings), options_.everything); });
        etl->add_flag("--incremental", options_.incremental, "what is missing, beside whoever else does")->required();
        etl->add_flag("--all", options_.everything, "look at all statements again, not only at those that came since the last time");

        auto* xapi = group(app_, "xapi", "Learning records");
        xapi->require_subcommand(1);
        auto* import = command(*xapi, "import", "Store statements of an NDJSON file; what is stored already is passed over",
                               [this](auto settings) { return cli::xapi_import(std::move(settings), options_.path, options_.org); });
        import->add_option("file", options_.path, "NDJSON, or - for standard input")->required();
        auto* out = command(*xapi, "export", "Write all statements", [this](auto settings) {
            return cli::xapi_export(std::move(settings), options_.path, options_.org, options_.format, options_.columns);
        });
        out->add_option("file", options_.path, "where to; - is standard output");
        out->add_option("--format", options_.format, "ndjson, with attachments, or csv")->check(CLI::IsMember({"ndjson", "csv"}));
        out->add_option("--columns", options_.columns, "paths of CSV columns, such as timestamp,actor.mbox,verb.id");
        for (auto* command : {import, out}) command->add_option("--org", options_.org, "id of the organisation; empty: the first");
    }
    void add_audit_log() {
        auto* audit = group(app_, "audit", "The audit log");
        audit->require_subcommand(1);
        auto* verify = command(*audit, "verify", "Look whether each entry is as it was written, behind the one before it",
                               [this](auto settings) { return cli::audit_verify(std::move(settings), options_.expected); });
        verify->add_option("--expect", options_.expected, "NUMBER:HASH of an entry that must still be there");
    }
    void add_backups() {
        auto* backup = command(app_, "backup", "Back the whole database up, beside a server that runs or without one", cli::backup_make);
        backup->require_subcommand(0, 1);
        auto* list = command(*backup, "list", "All backups, newest first", cli::backup_list);
        auto* verify = command(*backup, "verify", "Load a backup apart and count its rows",
                               [this](auto settings) { return cli::backup_verify(std::move(settings), options_.name); });
        auto* restore = command(app_, "restore", "Put a backup in the place of the database; stop the server first",
                                [this](auto settings) { return cli::restore(std::move(settings), options_.name, options_.replace); });
        restore->add_flag("--replace", options_.replace, "move what stands there aside");
        for (auto* one : {verify, restore}) one->add_option("name", options_.name, "of a backup; empty: the newest");
        for (auto* one : {backup, list, verify, restore}) one->add_option("--place", options_.place, "where backups are kept (OT_BACKUP_TO)");
    }

    CLI::App app_{"OmniTutor: a tutor that you run yourself"};
    Options options_;
    int code_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    // The extractor of untrusted documents runs as a child of the server under its own limits.
    if (argc > 1 && std::strcmp(argv[1], library::extract_command) == 0) return library::extract_main(argc, argv);
    try {
        return CommandLine().run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "omnitutor: %s\n", error.what());
        return 1;
    }
}
