//! French.

use super::Language;
use std::sync::OnceLock;

pub(super) static FRENCH: Language = Language {
    tag: "fr",
    inflects: false,
    speech: "dit disent disait déclaré déclare déclarent affirmé affirme affirment annoncé annonce annoncent \
        indiqué indique indiquent ajouté ajoute ajoutent souligné souligne soulignent expliqué explique \
        expliquent précisé précise précisent rapporté rapporte rapportent confirmé confirme confirment \
        démenti dément nié nie reconnu reconnaît averti avertit prévenu prévient assuré assure assurent \
        estimé estime estiment répondu répond insisté insiste rappelé rappelle rappellent promis promet \
        écrit écrivent révélé révèle raconté raconte lancé martelé conclu",
    attitude: "croit pense pensent espère craint appelé appelle demandé demande salué salue condamné condamne \
        jugé juge qualifié exprimé regretté accusé accuse",
    quoting: "cité cite citant citent",
    doubtful: &[],
    according: &[
        "selon",
        "d'après",
        "d’après",
        "aux dires de",
        "de l'avis de",
        "de l’avis de",
    ],
    utterances: "déclaration déclarations communiqué rapport lettre annonce entretien interview propos discours \
        message étude",
    people: "ministre président présidente porte-parole directeur directrice ambassadeur expert experte analyste \
        chef secrétaire député sénateur responsable responsables émissaire dirigeant",
    unnamed: "porte-parole responsable",
    organizations: "ministère gouvernement entreprise société banque parti mouvement organisation commission \
        agence armée police tribunal parlement groupe",
    media: "agence journal quotidien chaîne télévision radio magazine presse journalistes",
    outlets: "afp reuters tass monde figaro libération",
    person_pronouns: "il elle t-il t-elle",
    plural_pronouns: "ils elles on",
    thing_pronouns: "cela",
    relative_pronouns: "qui",
    prepositions: "à au aux avec chez contre dans de des du d' d’ depuis en entre par pour sans sous sur vers",
    definite: "le la les l' l’ ce cette ces son sa leur",
    indefinite: "un une plusieurs certains beaucoup d'autres",
    between: "a ont avait avaient est sont été aussi ensuite déjà encore ne pas hier lui leur se s' également",
    passive: "est sont été fut",
    by: "par",
    to: "à au avec",
    told: "",
    tellers: "dit déclaré confié entretien",
    and: "et mais ou",
    subordinate: "quand lorsque bien si parce comme alors",
    that: "que qu' qu’ si",
    dates: "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août \
        septembre octobre novembre décembre",
    verbs: OnceLock::new(),
};
