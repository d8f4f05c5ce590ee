#pragma once
#include <string>
#include <string_view>
#include <vector>

// What a model writes here: sentences, each followed by where it stands, as `[[2: the exact words of passage 2]]`.
namespace tutor {

struct Quoted {
    int passage = 0;  // counted from 1, as in the prompt
    std::string quote;
};
struct Claim {
    std::string text;  // without the markers
    std::vector<Quoted> quotes;
};

// Reads the text as it streams in; pieces may be cut anywhere. A claim is complete when the next one begins, or at the end.
class ClaimReader {
public:
    std::vector<Claim> feed(std::string_view piece);
    std::vector<Claim> finish();  // the rest; text without a marker is a claim without quotes

private:
    bool step(std::vector<Claim>& out);
    bool take_text();
    bool take_marker();
    bool after_marker(std::vector<Claim>& out);
    void emit(std::vector<Claim>& out);

    std::string rest_;  // not yet understood
    Claim claim_;
};

}  // namespace tutor
