#include "models/moderation/rules.hpp"

// Words are compared after words_of(), apostrophes are gone: "don't" is "dont".
namespace models {

const RuleData rule_data{
    .phrases =
        {
            {self_harm, 1,
             "kill myself|killing myself|killmyself|kill my self|want to die|wanna die|wish i was dead|wish i were dead|wish i was never born|"
             "better off dead|better off without me|end my life|ending my life|end it all|take my own life|take my life|taking my own life|"
             "dont want to live|do not want to live|dont want to be alive|dont want to exist|dont want to wake up|dont want to be here anymore|"
             "no reason to live|nothing to live for|no point in living|i am suicidal|im suicidal|feel suicidal|feeling suicidal|hurt myself|"
             "hurting myself|harm myself|harming myself|cut myself|cutting myself|self harm|selfharm|hang myself|hanging myself|shoot myself|"
             "poison myself|drown myself|starve myself|slit my wrists|cut my wrists|painless way to die|easiest way to die|pills to die|kms"},
            {self_harm, 2,
             "i want to jump off bridge|im going to jump off|i overdose on|me overdose on|my dad hits me|my father hits me|my mom hits me|"
             "my mother hits me|my stepdad hits me|my dad beats me|my father beats me|my mom beats me|my mother beats me|my stepdad beats me|"
             "my uncle touches me|my dad touches me|my stepdad touches me|my teacher touches me|my coach touches me|my brother touches me|"
             "my parents hit me|my parents beat me|i am being abused|im being abused|i was raped|raped me|molested me|i was molested|"
             "someone is hurting me|afraid to go home|scared to go home|dont feel safe at home"},
            {self_harm, 1,
             "ich will sterben|mich umbringen|will nicht mehr leben|selbstmord begehen|mich ritzen|quiero morir|quiero morirme|matarme|suicidarme|"
             "no quiero vivir|quitarme la vida|je veux mourir|me suicider|me tuer|envie de mourir|plus envie de vivre|voglio morire|uccidermi|"
             "suicidarmi|non voglio vivere|quero morrer|me matar|me suicidar|nao quero viver|ik wil dood|zelfmoord plegen|chce umrzec|sie zabic|"
             "zabic sie|olmek istiyorum|intihar etmek|хочу умереть|покончить с собой|не хочу жить|убить себя|хочу померти|вбити себе"},
            {"weapons", 1,
             "bomb making|bomb recipe|bomb instructions|bomb blueprint|bomb tutorial|making bombs|building bombs|make bombs|build bombs|"
             "homemade bomb|homemade explosive|homemade explosives|pipebomb|pipe bombs at home|make explosives at home|untraceable gun|"
             "convert to full auto"},
            {"weapons", 2, "hacer bomba|fabricar bomba|baue bombe|bombe bauen|fabriquer bombe|сделать бомбу|zbudowac bombe"},
            {"violence", 0,
             "school shooting plan|plan a school shooting|do a school shooting|shoot up my school|shoot up the school|shoot up a school|shoot up school|"
             "blow up my school|blow up the school|blow up a school|bring a gun to school|bring a knife to school|get away with murder|"
             "hire a hitman|hide a body|dispose of a body|dispose of a dead body|hide a dead body|burn down my school|burn down the school"},
            {"sexual_minors", 2,
             "child porn|child pornography|kiddie porn|underage porn|porn kids|porn children|sex with child|sex with children|sex with kid|"
             "sex with kids|sex with minor|sex with minors|sex with underage|nude children|nude kids|nude child|naked children|naked kids|"
             "naked little|nude little|nude minors|nude teen|nude teens|naked minors|molest child|molest children|molest kid|rape child|erotic child|erotic children|"
             "sexual story child|sexual story minor|sexual pictures children|sexual pictures minors|sexy children|sexy kids|sexualize children|"
             "sexualise children"},
            {"sexual", 0,
             "porn|pornography|porno|erotica|send nudes|nude pics|sex story|sexual story|have sex with me|dirty talk|blowjob|hentai|deepfake nude|"
             "deepfake nudes|undress her|remove her clothes"},
            {"hate", 1,
             "kill all jews|kill all muslims|kill all blacks|kill all gays|kill all immigrants|kill all christians|gas the jews|heil hitler|"
             "white power|jews are vermin|muslims are vermin|jews should die|muslims should die|blacks are inferior|women are inferior|"
             "gays should die|gays should be killed|immigrants should be killed|race is superior|ethnic cleansing is good|holocaust never happened|"
             "hate speech against"},
            {"weapons", 0, "school bomb|bomb my school|bomb the school|bomb a school|bomb an airport|bomb a train|bomb threat to"},
        },
    .acts =
        {
            {"weapons",
             "make|making|build|building|create|creating|construct|constructing|assemble|assembling|detonate|detonating|set off|synthesize|"
             "synthesise|synthesizing|prepare|produce|producing|manufacture|manufacturing|plant|planting|buy|buying|get|obtain|acquire|3d print|"
             "smuggle|steal|weaponize|weaponise|cook",
             "bomb|bombs|pipe bomb|nail bomb|car bomb|explosive|explosives|explosive device|grenade|grenades|molotov|molotov cocktail|ied|napalm|"
             "nerve agent|nerve gas|sarin|vx gas|novichok|mustard gas|poison gas|chemical weapon|chemical weapons|biological weapon|"
             "biological weapons|bioweapon|dirty bomb|ricin|anthrax|landmine|land mine|detonator|nitroglycerin|tatp|petn|rdx|c4|tnt|gun|guns|"
             "ghost gun|firearm|firearms|silencer|suicide vest|bump stock"},
            {"violence",
             "kill|killing|murder|murdering|stab|stabbing|shoot|shooting|poison|poisoning|strangle|strangling|choke|torture|torturing|kidnap|"
             "kidnapping|assassinate|hurt|beat up|attack|behead|drown|run over|blow up|rape|drug",
             "someone|somebody|a person|people|him|her|them|everyone|everybody|my teacher|my teachers|the teacher|my mom|my mother|my dad|"
             "my father|my sister|my brother|my wife|my husband|my neighbor|my neighbour|my boss|my girlfriend|my boyfriend|my ex|my classmate|"
             "my classmates|classmates|my friend|my parents|a kid|kids|a child|children|a baby|students|my school|the school|my dog|my cat|"
             "the president|a politician|a girl|a woman|women|a man"},
            {"drugs",
             "make|making|cook|cooking|synthesize|synthesise|synthesizing|produce|manufacture|grow|buy|buying|get|sell|selling|extract|smuggle|snort|"
             "inject",
             "meth|methamphetamine|crystal meth|cocaine|heroin|lsd|mdma|ecstasy|fentanyl|crack cocaine|ghb|date rape drug|ketamine|"
             "magic mushrooms|weed|fake id"},
            {"cybercrime",
             "hack|hacking|hack into|break into|phish|phishing|steal|stealing|crack|ddos|spy on|bypass|write|create|make|build|install",
             "account|accounts|password|passwords|facebook|instagram|snapchat|gmail|school network|school computer|school system|"
             "grading system|grades|bank|bank account|credit card|credit cards|credit card numbers|identity|my neighbors wifi|neighbors wifi|"
             "someones phone|her phone|his phone|malware|ransomware|keylogger|computer virus|spyware|botnet|phishing page|phishing site|"
             "phishing email|exam answers"},
            {self_harm, "commit|committing|attempt", "suicide"},
        },
    .frames =
        "how to|how do i|how do you|how do we|how can i|how can you|how can we|how could i|how would i|how would you|how would one|how does one|"
        "how can one|how should i|how i can|how did you|how 2|teach me|show me|tell me how|give me|help me|explain how|i want to|i wanna|i need to|"
        "i have to|i am going to|im going to|im gonna|i will|ill|i plan to|im planning to|we want to|we will|lets|instructions|instruction|"
        "recipe|step by step|guide|tutorial|blueprint|blueprints|best way to|way to|ways to|easiest way|where can i|where to|where do i|"
        "steps to|plans for|write me|ingredients|materials to|i would like to|id like to|i intend to|should i|learn to|method to|methods to|"
        "procedure|planning to|going to|formula to|script to|code to|program to",
    .softeners = "model|models|simulation|simulations|diagram|poster|graph|drawing|animation|presentation|report|documentary|sketch|timeline|"
                 "forces|velocity|energy|momentum|speed|sense|defuse|prevent|avoid|stop|protect",
    .harmless =
        "bomb calorimeter|bomb calorimeters|bomb calorimetry|bomb shelter|bomb disposal|bath bomb|bath bombs|seed bomb|seed bombs|"
        "logic bomb|electron gun|electron guns|spring gun|rail gun|coil gun|gauss gun|glue gun|heat gun|nail gun|radar gun|toy gun|nerf gun|potato gun|water gun|"
        "air gun|spray gun|explosive growth|explosive decomposition|explosive reaction|explosive reactions|explosive eruption|explosive eruptions|explosive volcano|explosive limits|"
        "explosive volcanic|gun violence|gun laws|gun law|gun control|strong password|strong passwords|good password|good passwords|safe password|secure password|secure passwords|"
        "my password|my passwords|good grades|better grades|my grades|top grades|bank account|identity matrix|identity element|trigonometric identity|"
        "account for|account of|him to|them to|her to|people to|someone to|children to|kids to|them out|people out|seed weed|weed out|weed killer|my account",
    .study = "essay|book|chapter|novel|play|poem|sociology|sociological|durkheim|history|historical|statistics|rate|rates|theory|literature|shakespeare|"
             "hamlet|romeo|juliet|prevention|awareness|cell|cells|gene|genes|inhibitor|inhibition|squad|hitler|socrates|cleopatra|character|study|research",
    .raw = {"我想死", "想自杀", "不想活", "自殺したい", "死にたい", "죽고 싶", "자살하고"},
};

}  // namespace models
