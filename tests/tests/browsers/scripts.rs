//! Texts in many scripts: laid out in their own direction, walked and marked word by word.

use postil_e2e::marks::{exported, mark};
use postil_e2e::{Page, browser_tests, quote};
use serde_json::json;

browser_tests!(Chromium, Firefox:
    words_are_marked_by_mouse_and_keys,
    right_to_left_text_is_laid_out_so,
    quotation_marks_are_reached_by_keys,
    marks_are_named_in_the_prose,
);

/// A text of one paragraph, its language, a word of it, the same with the next word, and whether it
/// runs from right to left.
struct Case(&'static str, &'static str, &'static str, &'static str, bool);

const CASES: [Case; 10] = [
    Case(
        "ar",
        "قال وزير الخارجية إن القرار اتخذ.",
        "وزير",
        "وزير الخارجية",
        true,
    ),
    Case(
        "ps",
        "د بهرنیو چارو وزیر په کابل کې وویل.",
        "وزیر",
        "وزیر په",
        true,
    ),
    Case(
        "he",
        "שר החוץ אמר כי ההחלטה התקבלה.",
        "החוץ",
        "החוץ אמר",
        true,
    ),
    Case(
        "fa",
        "وزیر امور خارجه گفت که تصمیم گرفته شد.",
        "خارجه",
        "خارجه گفت",
        true,
    ),
    Case(
        "ru",
        "Министр сказал, что решение принято.",
        "сказал",
        "сказал, что",
        false,
    ),
    Case(
        "zh",
        "外交部发言人昨天在北京宣布决定。",
        "北京",
        "北京宣布",
        false,
    ),
    Case(
        "ja",
        "外務省は昨日東京で会見した。",
        "東京",
        "東京で",
        false,
    ),
    Case(
        "th",
        "กระทรวงการต่างประเทศประกาศวันนี้",
        "ประกาศ",
        "ประกาศวัน",
        false,
    ),
    Case(
        "hi",
        "विदेश मंत्री ने कहा कि निर्णय हो गया।",
        "मंत्री",
        "मंत्री ने",
        false,
    ),
    Case("", "Hello 👩‍👩‍👧 there 🇦🇫🇷🇺 now.", "🇦🇫", "🇦🇫🇷🇺", false),
];

async fn open_text(page: &Page, name: &str, text: &str) {
    page.drop_texts(&[(name, text.as_bytes())]).await;
    page.call::<()>(
        "const start = performance.now();
        while (document.querySelector('[data-text]').textContent !== args.replaceAll('\\n', '')) {
            if (performance.now() - start > 60000) throw new Error('the text is not shown');
            await new Promise(requestAnimationFrame);
        }",
        json!(text),
    )
    .await;
    page.settled().await;
}

async fn quotes(page: &Page) -> Vec<String> {
    let project = exported(page).await;
    let all = project.annotations.iter();
    all.map(|annotation| annotation.fragments[0].quote.clone())
        .collect()
}

async fn words_are_marked_by_mouse_and_keys(page: &mut Page) {
    page.open().await;
    for Case(language, text, word, two, is_rtl) in CASES {
        open_text(page, &format!("text-{language}.txt"), text).await;
        let before = quotes(page).await.len();
        let (lang, dir): (Option<String>, String) = page
            .eval(
                "return [document.querySelector('[data-text]').getAttribute('lang'),
                    getComputedStyle(document.querySelector('[data-text] p')).direction];",
            )
            .await;
        assert_eq!(lang.unwrap_or_default(), language);
        assert_eq!(dir, if is_rtl { "rtl" } else { "ltr" }, "{language}");
        // By mouse, over the word.
        mark(page, word, "e").await;
        assert_eq!(
            quotes(page).await.last().map(String::as_str),
            Some(word),
            "{language}"
        );
        // By keys: the end of the mark goes on by a word, and back.
        page.press("]").await;
        page.until(&format!(
            "postil.project().annotations.at(-1).fragments[0].quote === {}",
            json!(two)
        ))
        .await;
        page.press("[").await;
        page.until(&format!(
            "postil.project().annotations.at(-1).fragments[0].quote === {}",
            json!(word)
        ))
        .await;
        // The cursor walks to the next word as the arrow looks, and extends over it.
        page.press("Escape Escape").await;
        page.click(quote(word).start()).await;
        page.press("Escape").await;
        page.press("Home").await;
        let (onward, key) = if is_rtl {
            ("ArrowLeft", "v")
        } else {
            ("ArrowRight", "v")
        };
        page.until("getSelection().toString() !== ''").await;
        page.press(&format!("{onward} {key}")).await;
        page.until(&format!(
            "postil.project().annotations.length === {}",
            before + 2
        ))
        .await;
        let made = quotes(page).await;
        let text_before = text
            .split(made[before + 1].as_str())
            .next()
            .unwrap_or_default();
        assert!(
            !text_before.is_empty() && text_before.len() < text.len(),
            "{language}: the second word, not {made:?}"
        );
        page.press("Escape").await;
    }
}

async fn right_to_left_text_is_laid_out_so(page: &mut Page) {
    page.open().await;
    let text = "أعلنت الحكومة قرارها اليوم.\nThe ministry agreed.\nوقال الوزير إن «القرار نهائي».";
    open_text(page, "rtl.txt", text).await;
    mark(page, "الحكومة", "e").await;
    mark(page, "القرار نهائي", "c").await;
    page.settled().await;
    // The full stop is at the left end of its line, the margin on the right.
    let (stop, letter, margin, english): (f64, f64, bool, String) = page
        .eval(
            "const at = (p, offset) => {
                const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                    const node = walker.currentNode;
                    if (offset < node.length) {
                        const range = document.createRange();
                        range.setStart(node, offset);
                        range.setEnd(node, offset + 1);
                        return range.getBoundingClientRect().left;
                    }
                    offset -= node.length;
                }
            };
            const [first, second] = document.querySelectorAll('[data-text] p');
            const bar = document.querySelector('.margin .bar').getBoundingClientRect();
            return [
                at(first, first.textContent.length - 1),
                at(first, 0),
                bar.left > first.getBoundingClientRect().left,
                getComputedStyle(second).direction];",
        )
        .await;
    assert!(
        stop < letter,
        "the full stop is at {stop}, the first letter at {letter}"
    );
    assert!(margin, "the bar is on the right");
    assert_eq!(english, "ltr");
    // The mark opens at the right, and its handles are at its sides.
    assert!(page.count(".m.opens-right").await > 0);
    let translate: String = page
        .eval("return document.querySelector('[data-text]').getAttribute('translate');")
        .await;
    assert_eq!(translate, "no");
    page.screenshot(&format!("right-to-left-{}", page.engine()))
        .await;
}

async fn quotation_marks_are_reached_by_keys(page: &mut Page) {
    page.open().await;
    open_text(page, "quotes.txt", "He said “no war now.” Then\nmore came.").await;
    mark(page, "no war", "c").await;
    let shows = async |wanted: &str| {
        page.until(&format!(
            "postil.project().annotations[0].fragments[0].quote === {}",
            json!(wanted)
        ))
        .await;
    };
    page.press("]").await;
    shows("no war now").await;
    page.press("]").await;
    shows("no war now.”").await;
    page.press("{").await;
    shows("“no war now.”").await;
    page.press("]").await;
    shows("“no war now.” Then").await;
    // The paragraph ends here.
    page.press("]").await;
    page.until("document.querySelector('.announcement').textContent.includes('paragraph')")
        .await;
    shows("“no war now.” Then").await;
    page.press("[ [ } [").await;
    shows("no war").await;
}

async fn marks_are_named_in_the_prose(page: &mut Page) {
    page.open().await;
    mark(page, "Zamir Kabulov", "e").await;
    page.press("1").await;
    mark(page, "a decision to remove the Taliban", "c").await;
    page.until("document.querySelector('.margin-note')").await;
    let (role, kind, run, note): (String, String, String, String) = page
        .eval(
            "const run = [...document.querySelectorAll('[role=mark]')]
                .find(run => run.textContent === 'Zamir Kabulov');
            return [
                document.querySelector('[data-article]').role,
                run.getAttribute('aria-description'),
                run.role,
                document.querySelector('.margin-note').ariaLabel];",
        )
        .await;
    assert_eq!(
        (role.as_str(), kind.as_str(), run.as_str()),
        ("document", "Entity, Person", "mark")
    );
    assert!(note.contains("a decision to remove"), "{note}");
}
