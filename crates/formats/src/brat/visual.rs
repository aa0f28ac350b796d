//! `visual.conf`: what types are called and what they look like
//! (<https://brat.nlplab.org/configuration.html#visual-configuration>). `TYPE | NAME | SHORT NAME …` in the
//! section `[labels]`, and `TYPE bgColor:#RRGGBB, …` in `[drawing]`.

use super::dialect::Dialect;
use super::names;
use crate::looks::Looks;

/// Reads a configuration. O(n).
pub(super) fn read(conf: &str, dialect: Dialect, looks: &mut Looks) {
    let name = |form: &str| match dialect {
        Dialect::Ours => names::decode(form.trim()),
        Dialect::Plain => form.trim().to_owned(),
    };
    let mut section = "";
    for line in conf.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            section = name;
            continue;
        }
        match section {
            "labels" => {
                let mut parts = line.split('|');
                if let (Some(form), Some(title)) = (parts.next(), parts.next()) {
                    looks.title(&name(form), title);
                }
            }
            "drawing" => {
                let (form, styles) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
                let styles = styles.split(',').filter_map(|style| style.split_once(':'));
                for (what, color) in styles {
                    if what.trim() == "bgColor" && !form.starts_with("SPAN_DEFAULT") {
                        looks.color(&name(form), color);
                    }
                }
            }
            _ => {}
        }
    }
}
