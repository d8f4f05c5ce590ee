#include "admin/backup/packed.hpp"

#include <zlib.h>

#include <array>
#include <fstream>
#include <memory>

#include "platform/crypto/crypto.hpp"
#include "platform/stop.hpp"

namespace admin {

namespace {
constexpr std::size_t piece_bytes = 256 * 1024;

struct Close {
    void operator()(gzFile_s* file) const { gzclose(file); }
};
using Packed = std::unique_ptr<gzFile_s, Close>;

Packed opened(const std::string& path, const char* mode) {
    Packed file(gzopen(path.c_str(), mode));
    if (!file) throw Error(ErrorCode::unavailable, path + " cannot be opened.");
    gzbuffer(file.get(), piece_bytes);
    return file;
}

template <class Use>
void for_each_piece(const std::string& path, const std::stop_token& stop, Use use) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Error(ErrorCode::unavailable, path + " cannot be opened.");
    std::string piece(piece_bytes, '\0');
    while (file.read(piece.data(), piece_bytes) || file.gcount() > 0) {
        heed(stop);
        use(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
    }
    if (file.bad()) throw Error(ErrorCode::unavailable, path + " cannot be read.");
}
}  // namespace

void pack(const std::string& from, const std::string& to, const std::stop_token& stop) {
    auto packed = opened(to, "wb1");
    const auto fail = [&to] { throw Error(ErrorCode::unavailable, to + " cannot be written: is the disk full?"); };
    for_each_piece(from, stop, [&](std::string_view piece) {
        if (gzwrite(packed.get(), piece.data(), static_cast<unsigned>(piece.size())) != static_cast<int>(piece.size())) fail();
    });
    if (gzclose(packed.release()) != Z_OK) fail();
}

void unpack(const std::string& from, const std::string& to, const std::stop_token& stop) {
    auto packed = opened(from, "rb");
    std::ofstream out(to, std::ios::binary);
    std::string piece(piece_bytes, '\0');
    int size = 0;
    while ((size = gzread(packed.get(), piece.data(), piece_bytes)) > 0) {
        heed(stop);
        out.write(piece.data(), size);
    }
    if (size < 0 || gzclose(packed.release()) != Z_OK) throw Error(ErrorCode::invalid, from + " is damaged.");
    if (!out.flush()) throw Error(ErrorCode::unavailable, to + " cannot be written: is the disk full?");
}

std::string sha256_of_file(const std::string& path, const std::stop_token& stop) {
    crypto::Sha2 hash(256);
    for_each_piece(path, stop, [&](std::string_view piece) { hash.add(piece); });
    return hash.hex();
}

void copy_file(const std::string& from, const std::string& to, const std::stop_token& stop) {
    std::ofstream out(to, std::ios::binary);
    for_each_piece(from, stop, [&](std::string_view piece) { out.write(piece.data(), static_cast<std::streamsize>(piece.size())); });
    if (!out.flush()) throw Error(ErrorCode::unavailable, to + " cannot be written: is the disk full?");
}

}  // namespace admin
