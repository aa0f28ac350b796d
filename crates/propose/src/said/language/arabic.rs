//! Arabic. Small words that are written as one with the next are not told apart.

use super::Language;
use std::sync::OnceLock;

pub(super) static ARABIC: Language = Language {
    tag: "ar",
    inflects: false,
    speech: "قال قالت قالوا يقول تقول وقال وقالت أعلن أعلنت وأعلن وأعلنت صرح صرحت وصرح أكد أكدت وأكد وأكدت \
        أضاف أضافت وأضاف وأضافت أوضح أوضحت وأوضح ذكر ذكرت وذكر وذكرت أشار أشارت وأشار وأشارت أفاد أفادت \
        وأفاد وأفادت حذر حذرت وحذر نفى نفت ونفى اعترف كشف كشفت وكشف شدد شددت وشدد نقلت نقل",
    attitude: "اعتبر اعتبرت يعتقد دعا دعت ودعا طالب طالبت رحب رحبت أعرب أعربت أدان أدانت وصف وصفت",
    quoting: "نقلت ونقلت نقل ونقل",
    doubtful: &[],
    according: &["وفقا ل", "بحسب", "حسب", "وبحسب", "على حد قول"],
    utterances: "بيان تصريح تصريحات خطاب رسالة مقابلة تقرير",
    people: "وزير الوزير رئيس الرئيس المتحدث متحدث مدير السفير مسؤول مسؤولون المبعوث خبير",
    unnamed: "المتحدث مسؤول",
    organizations: "وزارة الوزارة حكومة الحكومة شركة الشركة حركة الحركة منظمة المنظمة مجلس بنك وكالة",
    media: "وكالة صحيفة قناة الصحفيين",
    outlets: "رويترز تاس الجزيرة للأنباء",
    person_pronouns: "هو هي",
    plural_pronouns: "هم",
    thing_pronouns: "",
    relative_pronouns: "الذي التي الذين",
    prepositions: "في من إلى على عن مع بين ضد بعد قبل حول خلال عند",
    definite: "هذا هذه",
    indefinite: "بعض عدة",
    between: "قد لقد كان كانت أيضا لم لا",
    passive: "",
    by: "",
    to: "ل",
    told: "",
    tellers: "",
    and: "و أو لكن",
    subordinate: "عندما إذا بينما",
    that: "إن أن بأن",
    dates: "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    verbs: OnceLock::new(),
};
