#include "tutor/turns/holder.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <vector>

#include "platform/id.hpp"

namespace tutor {
namespace {

// Field 22 of /proc/<pid>/stat; the name in field 2 may hold spaces, so counting starts after its bracket. "" when there is no such process.
std::string start_time(const std::string& pid) {
    std::ifstream file("/proc/" + pid + "/stat");
    std::string line;
    std::getline(file, line);
    const auto name_end = line.rfind(')');
    if (name_end == std::string::npos) return "";
    std::istringstream rest(line.substr(name_end + 1));
    std::string word;
    for (int field = 3; field <= 22; ++field) rest >> word;
    return word;
}

// Boot and pid namespace: where a pid means something.
std::string this_place() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string boot;
    file >> boot;
    std::error_code unknown;
    return boot + "/" + std::filesystem::read_symlink("/proc/self/ns/pid", unknown).string();
}

struct Process {
    std::string place, pid, started;
};

std::optional<Process> parse(std::string_view holder) {
    std::istringstream text{std::string(holder)};
    std::vector<std::string> part;
    for (std::string one; std::getline(text, one, '/');) part.push_back(one);
    if (part.size() != 5) return std::nullopt;
    return Process{part[0] + "/" + part[1], part[2], part[3]};
}

}  // namespace

std::string new_holder() {
    const auto pid = std::to_string(::getpid());
    return fmt::format("{}/{}/{}/{}", this_place(), pid, start_time(pid), new_uuid());
}

bool surely_dead(std::string_view holder) {
    if (holder.empty()) return true;
    const auto process = parse(holder);
    if (!process || process->place != this_place()) return false;
    return start_time(process->pid) != process->started;
}

}  // namespace tutor
