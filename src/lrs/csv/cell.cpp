#include "lrs/csv/cell.hpp"

namespace lrs {

std::string csv_cell(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == text.npos) return std::string(text);
    std::string cell = "\"";
    for (const char letter : text) cell.append(letter == '"' ? 2 : 1, letter);
    return cell + '"';
}

std::string csv_text(std::string_view text) {
    if (text.empty() || !std::string_view("=+-@\t\r\n").contains(text.front())) return csv_cell(text);
    return csv_cell('\'' + std::string(text));
}

}  // namespace lrs
