#pragma once
#include <optional>
#include <string>

#include "library/import/document.hpp"
#include "platform/error.hpp"

// A document as JSON lines between the helper and the server.
namespace library {

// Writes to standard output.
void send_progress(int done, int total, std::string_view what);
void send(const Document& document);
void send(const Error& error);

// Puts lines together again.
class Receiver {
public:
    Receiver(const Report& report, std::size_t text_limit) : report_(report), text_limit_(text_limit) {}
    // Throws what the helper reported, and Error(too_large) beyond the limit of text.
    void line(std::string_view json);
    bool complete() const { return complete_; }
    Document take() { return std::move(document_); }

private:
    const Report& report_;
    std::size_t text_limit_;
    std::size_t text_ = 0;
    Document document_;
    bool complete_ = false;
};

}  // namespace library
