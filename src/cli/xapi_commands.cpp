#include <cstdio>
#include <fstream>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/places.hpp"
#include "identity/audit.hpp"
#include "lrs/movers.hpp"

namespace cli {

namespace {
constexpr int most_named = 100;

// The record store without a server around it.
struct Records {
    explicit Records(const Settings& settings)
        : database(open_database(settings)), identity(*database, settings.identity), lrs(*database, at_home(*database, settings), prepared(identity)) {}
    OrgId org(const std::string& named) const { return named.empty() ? identity.default_org() : OrgId(named); }
    // By whoever runs this command.
    void record(const OrgId& of, std::string action) {
        const identity::Act act{.org = of, .action = std::move(action), .kind = "statements"};
        database->run_blocking([&act](db::Transaction& tx) { identity::record(tx, act); });
    }

    std::unique_ptr<db::Database> database;
    identity::Identity identity;
    lrs::Lrs lrs;

private:
    static OrgId prepared(identity::Identity& identity) {
        identity.prepare();
        return identity.default_org();
    }
};

template <class Stream>
Stream opened(const std::string& path) {
    Stream file(path, std::ios::binary);
    if (!file) throw Error(ErrorCode::invalid, path + " cannot be opened.");
    return file;
}

void say(const lrs::TakenLines& taken) {
    std::fprintf(stderr, "\r%lld lines: %lld stored, %lld known, %lld refused, %lld attachments", static_cast<long long>(taken.lines),
                 static_cast<long long>(taken.stored), static_cast<long long>(taken.known), static_cast<long long>(taken.refused),
                 static_cast<long long>(taken.attachments));
}
}  // namespace

int xapi_import(Settings settings, const std::string& path, const std::string& org) {
    Records records(settings);
    std::ifstream file;
    if (path != "-") file = opened<std::ifstream>(path);
    else std::ios::sync_with_stdio(false);  // else each character of std::cin is asked of stdio: a quarter of the whole import
    records.record(records.org(org), "statements.import");
    int named = 0;
    const auto problem = [&named](std::int64_t line, const std::string& pointer, const std::string& reason) {
        if (named++ < most_named) std::fprintf(stderr, "\nline %lld%s: %s\n", static_cast<long long>(line), pointer.c_str(), reason.c_str());
    };
    const auto taken = lrs::import_lines(records.lrs, records.org(org), path == "-" ? std::cin : file, problem, say);
    say(taken);
    std::fputs("\n", stderr);
    return taken.refused == 0 ? 0 : 1;
}

int xapi_export(Settings settings, const std::string& path, const std::string& org, const std::string& format, const std::string& columns) {
    Records records(settings);
    std::ofstream file;
    if (path != "-") file = opened<std::ofstream>(path);
    records.record(records.org(org), "statements.export");
    auto& out = path == "-" ? std::cout : static_cast<std::ostream&>(file);
    lrs::export_lines(records.lrs, records.org(org), format == "csv" ? std::optional(columns) : std::nullopt, out);
    out.flush();
    if (!out) throw Error(ErrorCode::unavailable, "The statements could not be written.");
    return 0;
}

}  // namespace cli
