#pragma once
#include <string>
#include <string_view>

// How this folder speaks to OpenSSL: owners of its objects, bytes as it wants them.
namespace crypto {

// For std::unique_ptr: std::unique_ptr<BIGNUM, Release<BN_free>>
template <auto release>
struct Release {
    template <class T>
    void operator()(T* held) const {
        release(held);
    }
};

inline const unsigned char* octets(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
inline unsigned char* octets(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace crypto
