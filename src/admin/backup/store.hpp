#pragma once
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "admin/backups.hpp"

namespace admin {

// Where backups are kept: files by name. Blocking; throws Error(unavailable), soon also after it was asked to stop, and Error(not_found).
class Store {
public:
    virtual ~Store() = default;
    virtual std::vector<std::string> names() = 0;
    virtual void put(const std::string& name, const std::string& file, const std::stop_token& stop = {}) = 0;  // all of it or nothing is seen under the name
    virtual void get(const std::string& name, const std::string& file, const std::stop_token& stop = {}) = 0;
    virtual void remove(const std::string& name) = 0;
};

// Throws Error(invalid) for a place that is none.
std::unique_ptr<Store> open_store(const BackupConfig& config, const std::string& data_directory);

}  // namespace admin
