#include "tutor/engine/english.hpp"

#include <unordered_map>
#include <unordered_set>

namespace tutor::engine::english {

bool is_stop_word(std::string_view word) {
    static const std::unordered_set<std::string_view> words{
        "a", "about", "above", "after", "again", "all", "also", "am", "an", "and", "another", "any", "are", "as", "at", "be", "because", "been",
        "before", "being", "below", "between", "both", "but", "by", "can", "cannot", "could", "did", "do", "does", "doing", "done", "down",
        "during", "each", "either", "else", "ever", "every", "few", "for", "from", "further", "get", "give", "given", "gives", "had", "has",
        "have", "having", "he", "her", "here", "hers", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "itself", "just", "let",
        "me", "might", "more", "most", "much", "many", "must", "my", "neither", "no", "nor", "not", "of", "off", "on", "once", "one", "only",
        "or", "other", "our", "out", "over", "own", "please", "same", "shall", "she", "should", "so", "some", "such", "tell", "than", "that",
        "the", "their", "them", "then", "there", "these", "they", "this", "those", "through", "to", "too", "under", "until", "up", "upon",
        "us", "use", "used", "uses", "using", "very", "was", "we", "were", "what", "when", "where", "whether", "which", "while", "who", "whom", "whose",
        "why", "will", "with", "would", "yet", "you", "your", "explain", "describe", "define", "definition", "mean", "means", "meaning", "called",
        "call", "name", "named", "happen", "happens", "happened", "say", "says", "said", "don't", "doesn't", "isn't", "can't", "what's", "it's",
        "make", "makes", "made", "may", "actually", "always", "exactly", "generally", "nowadays", "often", "really", "simply", "sometimes",
        "still", "today", "usually", "currently"};
    return words.contains(word);
}

std::string base_form(std::string_view word) {
    static const std::unordered_map<std::string_view, std::string_view> forms{
        {"became", "become"}, {"began", "begin"}, {"begun", "begin"}, {"bodies", "body"}, {"bore", "bear"}, {"borne", "bear"}, {"bought", "buy"},
        {"broke", "break"}, {"broken", "break"}, {"brought", "bring"}, {"built", "build"}, {"came", "come"}, {"caught", "catch"}, {"chose", "choose"},
        {"chosen", "choose"}, {"criteria", "criterion"}, {"died", "die"}, {"drawn", "draw"}, {"drew", "draw"}, {"driven", "drive"}, {"drove", "drive"},
        {"fallen", "fall"}, {"feet", "foot"}, {"fell", "fall"}, {"felt", "feel"}, {"flew", "fly"}, {"flown", "fly"}, {"fought", "fight"}, {"found", "find"},
        {"froze", "freeze"}, {"frozen", "freeze"}, {"gone", "go"}, {"went", "go"}, {"grew", "grow"}, {"grown", "grow"}, {"heard", "hear"}, {"heavier", "heavy"},
        {"heaviest", "heavy"}, {"held", "hold"}, {"hung", "hang"}, {"indices", "index"}, {"kept", "keep"}, {"knew", "know"}, {"known", "know"},
        {"larger", "large"}, {"largest", "large"}, {"led", "lead"}, {"left", "leave"}, {"lighter", "light"}, {"lost", "lose"}, {"meant", "mean"},
        {"men", "man"}, {"met", "meet"}, {"paid", "pay"}, {"phenomena", "phenomenon"}, {"radii", "radius"}, {"ran", "run"}, {"ridden", "ride"},
        {"risen", "rise"}, {"rose", "rise"}, {"sank", "sink"}, {"saw", "see"}, {"seen", "see"}, {"sent", "send"}, {"shorter", "short"}, {"shortest", "short"},
        {"shot", "shoot"}, {"shown", "show"}, {"slid", "slide"}, {"slower", "slow"}, {"slowest", "slow"}, {"smaller", "small"}, {"smallest", "small"},
        {"sold", "sell"}, {"spent", "spend"}, {"spoke", "speak"}, {"spoken", "speak"}, {"spun", "spin"}, {"stood", "stand"}, {"stronger", "strong"},
        {"strongest", "strong"}, {"struck", "strike"}, {"sung", "sing"}, {"sunk", "sink"}, {"swam", "swim"}, {"swung", "swing"}, {"taken", "take"}, {"taught", "teach"},
        {"teeth", "tooth"}, {"thought", "think"}, {"threw", "throw"}, {"thrown", "throw"}, {"told", "tell"}, {"took", "take"}, {"understood", "understand"},
        {"vertices", "vertex"}, {"weaker", "weak"}, {"women", "woman"}, {"won", "win"}, {"wore", "wear"}, {"worn", "wear"}, {"written", "write"}, {"wrote", "write"},
        {"faster", "fast"}, {"fastest", "fast"}, {"greater", "great"}, {"greatest", "great"}, {"higher", "high"}, {"highest", "high"}, {"longer", "long"}, {"longest", "long"},
        {"closer", "close"}, {"closest", "close"}, {"nearer", "near"}, {"nearest", "near"}, {"farther", "far"}, {"farthest", "far"}, {"children", "child"}, {"people", "person"},
        // British and American spellings of words that textbooks use.
        {"center", "centre"}, {"centers", "centres"}, {"meter", "metre"}, {"meters", "metres"}, {"kilometer", "kilometre"}, {"kilometers", "kilometres"},
        {"color", "colour"}, {"colors", "colours"}, {"behavior", "behaviour"}, {"liter", "litre"}, {"liters", "litres"}, {"fiber", "fibre"}, {"gray", "grey"}};
    const auto found = forms.find(word);
    return std::string(found == forms.end() ? word : found->second);
}

bool is_abbreviation(std::string_view word) {
    static const std::unordered_set<std::string_view> words{"al.",  "approx.", "cf.",  "ch.",   "Ch.",   "Co.",  "Dr.",  "e.g.", "ed.",  "eq.",  "Eq.", "Eqs.", "etc.",
                                                            "Fig.", "fig.",    "Figs.", "i.e.", "Inc.",  "Jr.",  "Ltd.", "Mr.",  "Mrs.", "Ms.",  "no.", "No.",  "p.",
                                                            "pp.",  "Prof.",   "Rev.", "resp.", "Sec.",  "sec.", "Sr.",  "St.",  "U.K.", "U.S.", "Vol.", "vol.", "vs."};
    return words.contains(word);
}

}  // namespace tutor::engine::english
