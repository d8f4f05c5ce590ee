#pragma once
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Settings: each is described once, with where it is kept, and read from the environment over a TOML file over its default.
namespace config {

enum class Secret { no, yes };

// The described settings of a program. The places they point at must outlive this object.
class Settings {
public:
    void add(std::string name, std::string& place, std::string help, Secret secret = Secret::no);
    void add(std::string name, bool& place, std::string help);
    void add(std::string name, int& place, std::string help, int least, int most);
    void add(std::string name, std::size_t& place, std::string help, std::size_t least, std::size_t most);
    void add(std::string name, double& place, std::string help, double least, double most);
    void add(std::string name, std::chrono::milliseconds& place, std::string help);  // written in milliseconds

    // Sets what the environment names and, below it, what the file at `toml_path` names (absent file: nothing). In the file a key
    // is the lower-case name. Throws Error(invalid): an unknown key (with the nearest known one), a value that does not fit, an OT_
    // variable of the environment that looks like a misspelt setting.
    void load(const std::map<std::string, std::string>& environment, const std::string& toml_path);

    // `NAME = value` lines, secrets as "***", where each value came from behind it.
    std::string effective() const;
    // The reference page: a table of name, default, help.
    std::string markdown() const;

private:
    struct Entry {
        std::string name, help, default_value;
        Secret secret = Secret::no;
        std::function<std::string(const std::string&)> set;  // "" or what was expected instead
        std::function<std::string()> get;
        std::string source = "default";
    };
    void add_entry(Entry entry);
    void set(Entry& entry, const std::string& value, std::string source);
    Entry* find(std::string_view name);
    std::string nearest(std::string_view name) const;
    std::vector<Entry> entries_;
};

// The process's environment as a map.
std::map<std::string, std::string> environment();

}  // namespace config
