//! German.

use super::Language;
use std::sync::OnceLock;

pub(super) static GERMAN: Language = Language {
    tag: "de",
    inflects: false,
    speech: "sagt sagte sagten sagen gesagt erklärt erklärte erklärten teilt teilte teilten mitgeteilt \
        berichtet berichtete berichteten betont betonte betonten ergänzt ergänzte fügt fügte hinzugefügt \
        meldet meldete meldeten warnt warnte warnten behauptet behauptete behaupteten bestätigt \
        bestätigte bestätigten bestreitet bestritt dementiert dementierte kündigt kündigte angekündigt \
        verkündet verkündete versichert versicherte unterstreicht unterstrich räumt räumte schreibt \
        schrieb schrieben antwortet antwortete äußert äußerte verspricht versprach mahnt mahnte \
        kritisiert kritisierte gab so zufolge",
    attitude: "meint meinte glaubt glaubte hofft hoffte erwartet erwartete fordert forderte forderten \
        begrüßt begrüßte verurteilt verurteilte nennt nannte bezeichnet bezeichnete befürchtet \
        befürchtete bedauert bedauerte sieht sah hält hielt",
    quoting: "zitiert zitierte zitierten",
    doubtful: &[("gab", "bekannt an")],
    according: &[
        "laut",
        "nach angaben",
        "nach worten",
        "nach ansicht",
        "nach aussage",
        "gemäß",
    ],
    utterances: "erklärung mitteilung aussage aussagen bericht stellungnahme pressemitteilung interview brief \
        rede angaben worte studie",
    people: "minister* präsident* sprecher* direktor* chef* experte* expertin* abgeordnete* botschafter* \
        kanzler* analyst* vertreter* leiter* vorsitzende* general* beamte* beauftragte* außenminister*",
    unnamed: "sprecher* beamte*",
    organizations: "ministerium unternehmen firma regierung behörde bank partei bewegung organisation kommission \
        konzern verband gericht agentur polizei außenministerium rat",
    media: "agentur zeitung nachrichtenagentur sender magazin blatt journalisten rundfunk",
    outlets: "dpa afp reuters spiegel ard zdf bild welt tass zeitung",
    person_pronouns: "er sie",
    plural_pronouns: "sie",
    thing_pronouns: "es",
    relative_pronouns: "der die das welcher welche",
    prepositions: "in im an am auf aus bei beim mit nach von vom vor zu zum zur über unter gegen für durch um \
        ohne seit während wegen zwischen neben",
    definite: "der die das den dem des dieser diese dieses sein seine ihr ihre",
    indefinite: "ein eine einer einige mehrere viele andere",
    between: "hat haben hatte hatten ist war wurde wurden auch später dann bereits erneut nicht zudem außerdem \
        weiter am gestern heute montag dienstag mittwoch donnerstag freitag samstag sonntag",
    passive: "wird wurde wurden worden",
    by: "von vom durch",
    to: "gegenüber der dem mit",
    told: "sagte sagten",
    tellers: "gespräch interview",
    and: "und aber oder",
    subordinate: "als wenn weil obwohl während nachdem bevor",
    that: "dass ob",
    dates: "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli \
        august september oktober november dezember",
    verbs: OnceLock::new(),
};
