//! Spanish.

use super::Language;
use std::sync::OnceLock;

pub(super) static SPANISH: Language = Language {
    tag: "es",
    inflects: false,
    speech: "dijo dijeron dice dicen dicho afirmó afirma afirmaron afirman declaró declara declararon señaló \
        señala señalaron indicó indica indicaron añadió añade agregó agrega anunció anuncia anunciaron \
        informó informa informaron explicó explica explicaron aseguró asegura aseguraron advirtió advierte \
        advirtieron confirmó confirma confirmaron negó niega negaron reconoció reconoce subrayó subraya \
        destacó destaca insistió insiste reiteró reitera respondió responde comentó comenta manifestó \
        manifiesta sostuvo sostiene recordó recuerda prometió promete reveló revela escribió escribe \
        reportó apuntó precisó contó denunció",
    attitude: "cree creen considera consideran espera esperan teme pidió piden exigió exige instó insta acogió \
        condenó condena llamó calificó lamentó expresó propuso",
    quoting: "citó cita citando citaron",
    doubtful: &[],
    according: &[
        "según",
        "de acuerdo con",
        "en palabras de",
        "a juicio de",
        "en opinión de",
    ],
    utterances: "declaración declaraciones comunicado informe carta anuncio entrevista palabras discurso mensaje \
        estudio",
    people: "ministro ministra presidente presidenta portavoz director directora embajador experto experta \
        analista líder jefe jefa secretario diputado senador funcionario funcionarios enviado",
    unnamed: "portavoz funcionario",
    organizations: "ministerio gobierno empresa compañía banco partido movimiento organización comisión agencia \
        ejército policía tribunal parlamento",
    media: "agencia periódico diario cadena televisión radio revista periodistas prensa",
    outlets: "efe afp reuters tass país mundo",
    person_pronouns: "él ella",
    plural_pronouns: "ellos ellas",
    thing_pronouns: "ello",
    relative_pronouns: "que quien quienes",
    prepositions: "a ante bajo con contra de del al desde durante en entre hacia hasta para por sin sobre tras",
    definite: "el la los las este esta su sus ambos",
    indefinite: "un una unos unas algunos algunas varios muchos otros",
    between: "ha han había habían fue fueron también luego después ya no se le les ayer hoy además",
    passive: "fue fueron sido",
    by: "por",
    to: "a al con",
    told: "",
    tellers: "dijo declaró declaraciones entrevista",
    and: "y e pero o",
    subordinate: "cuando aunque mientras si porque como",
    that: "que si",
    dates: "lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto \
        septiembre octubre noviembre diciembre",
    verbs: OnceLock::new(),
};
