//! What short lines at the beginning and the end of an article say that they are.

/// What a line after an article begins with where it is about something else, in lower case.
const AFTER: &[&str] = &[
    // English
    "share this",
    "read or share",
    "stay connected",
    "share on",
    "share:",
    "share",
    "related",
    "read more",
    "read also",
    "read next",
    "more from",
    "more on",
    "more stories",
    "most read",
    "most popular",
    "see also",
    "you may also",
    "you might also",
    "recommended",
    "advertisement",
    "sponsored",
    "subscribe",
    "sign up",
    "follow us",
    "follow ",
    "filed under",
    "tags",
    "tagged",
    "topics",
    "comments",
    "leave a",
    "post a",
    "add a comment",
    "copyright",
    "©",
    "(c) ",
    "all rights reserved",
    "print",
    "email this",
    "posted in",
    "posted by",
    "about the author",
    "back to top",
    "click here",
    "newsletter",
    // German, French, Spanish, Italian, Portuguese
    "teilen",
    "mehr zum",
    "mehr zu",
    "lesen sie auch",
    "das könnte",
    "schlagwörter",
    "kommentare",
    "anzeige",
    "partager",
    "à lire",
    "lire aussi",
    "sur le même",
    "commentaires",
    "publicité",
    "compartir",
    "relacionad",
    "lee también",
    "te puede",
    "comentarios",
    "publicidad",
    "condividi",
    "leggi anche",
    "commenti",
    "compartilh",
    "leia também",
    "leia mais",
    "comentários",
    // Russian, Ukrainian
    "поделиться",
    "читайте также",
    "читать далее",
    "по теме",
    "материалы по",
    "комментари",
    "реклама",
    "теги",
    "подписывайтесь",
    "читайте також",
    "поділитися",
    // Arabic, Persian
    "شارك",
    "اقرأ أيضا",
    "مواضيع ذات",
    "التعليقات",
    "مطالب مرتبط",
    "اشتراک",
    "نظرات",
    // Chinese, Japanese, Korean
    "分享",
    "相关",
    "相關",
    "责任编辑",
    "責任編輯",
    "编辑：",
    "关键词",
    "关键字",
    "广告",
    "評論",
    "评论",
    "関連",
    "シェア",
    "관련",
    "공유",
    "댓글",
];

/// What a line between a headline and an article begins with where it is about the article.
const BEFORE: &[&str] = &[
    "by ",
    "by:",
    "von ",
    "par ",
    "por ",
    "di ",
    "автор",
    "published",
    "updated",
    "posted",
    "last updated",
    "first published",
    "last modified",
    "veröffentlicht",
    "aktualisiert",
    "stand:",
    "publié",
    "mis à jour",
    "publicado",
    "actualizado",
    "pubblicato",
    "aggiornato",
    "atualizado",
    "опубликовано",
    "обновлено",
    "photo",
    "image",
    "foto",
    "фото",
    "source:",
    "quelle:",
    "来源",
    "來源",
    "发布时间",
];

/// Letters up to which a line can be one of these.
const MAX_CHARS: usize = 80;

/// Whether a line begins with one of these words, and is no sentence.
fn begins(line: &str, words: &[&str]) -> bool {
    if super::is_sentence(line) && !line.trim_end().ends_with(':') {
        return false;
    }
    let line: String = line.trim().chars().take(MAX_CHARS + 1).collect();
    let line = line.to_lowercase();
    line.chars().count() <= MAX_CHARS && words.iter().any(|word| line.starts_with(word))
}

/// Whether what follows an article begins with this line.
pub(super) fn is_after(line: &str) -> bool {
    begins(line, AFTER)
}

/// Whether a line says who wrote an article, when, or of whom its picture is.
pub(super) fn is_about(line: &str) -> bool {
    begins(line, BEFORE)
        || begins(line, AFTER)
        || postil_core::date::written(line.trim(), Some(postil_core::date::Order::DayFirst))
            .is_some()
}
