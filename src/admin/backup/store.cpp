#include "admin/backup/store.hpp"

#include <filesystem>

#include "admin/backup/packed.hpp"
#include "platform/client/s3.hpp"
#include "platform/files/to_disk.hpp"

namespace admin {

namespace fs = std::filesystem;

namespace {
// Of a file that may be there when this goes.
struct Removal {
    fs::path path;
    ~Removal() {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
};

class Directory final : public Store {
public:
    explicit Directory(fs::path place) : place_(std::move(place)) {}

    std::vector<std::string> names() override {
        std::vector<std::string> names;
        if (!fs::exists(place_)) return names;
        for (const auto& entry : fs::directory_iterator(place_)) names.push_back(entry.path().filename().string());
        return names;
    }
    void put(const std::string& name, const std::string& file, const std::stop_token& stop) override {
        make_place();
        const auto coming = place_ / (name + ".coming");
        const Removal unless_renamed{coming};
        copy_file(file, coming, stop);
        fs::permissions(coming, fs::perms::owner_read | fs::perms::owner_write);
        files::to_disk(coming);
        fs::rename(coming, place_ / name);
        files::to_disk(place_);
    }
    void get(const std::string& name, const std::string& file, const std::stop_token& stop) override {
        if (!fs::exists(place_ / name)) throw Error(ErrorCode::not_found, (place_ / name).string() + " does not exist.");
        copy_file(place_ / name, file, stop);
    }
    void remove(const std::string& name) override { fs::remove(place_ / name); }

private:
    void make_place() const {
        std::error_code failed;
        const bool made = fs::create_directories(place_, failed);
        if (failed) throw Error(ErrorCode::unavailable, place_.string() + " cannot be made: " + failed.message());
        // What is in there is everything about everybody. A directory that was there belongs to whoever made it.
        if (made) fs::permissions(place_, fs::perms::owner_all, failed);
    }
    fs::path place_;
};

class Bucket final : public Store {
public:
    Bucket(client::S3::Config config, std::string prefix) : s3_(std::move(config)), prefix_(std::move(prefix)) {
        if (!prefix_.empty() && !prefix_.ends_with('/')) prefix_ += '/';
    }
    std::vector<std::string> names() override {
        std::vector<std::string> names;
        for (const auto& name : s3_.list(prefix_)) names.push_back(name.substr(prefix_.size()));
        return names;
    }
    void put(const std::string& name, const std::string& file, const std::stop_token& stop) override { s3_.put(prefix_ + name, file, stop); }
    void get(const std::string& name, const std::string& file, const std::stop_token& stop) override { s3_.get(prefix_ + name, file, stop); }
    void remove(const std::string& name) override { s3_.remove(prefix_ + name); }

private:
    client::S3 s3_;
    std::string prefix_;
};
}  // namespace

std::unique_ptr<Store> open_store(const BackupConfig& config, const std::string& data_directory) {
    constexpr std::string_view scheme = "s3://";
    if (config.to.empty()) return std::make_unique<Directory>(fs::path(data_directory) / "backups");
    if (!config.to.starts_with(scheme)) return std::make_unique<Directory>(config.to);
    const auto place = config.to.substr(scheme.size());
    const auto slash = std::min(place.find('/'), place.size());
    if (slash == 0) throw Error(ErrorCode::invalid, "OT_BACKUP_TO: a directory or s3://BUCKET/PREFIX expected");
    if (config.s3_key.empty() || config.s3_secret.empty()) throw Error(ErrorCode::invalid, "OT_BACKUP_TO names a bucket: OT_S3_KEY and OT_S3_SECRET are needed");
    return std::make_unique<Bucket>(client::S3::Config{config.s3_endpoint, config.s3_region, place.substr(0, slash), config.s3_key, config.s3_secret},
                                    place.substr(std::min(slash + 1, place.size())));
}

}  // namespace admin
