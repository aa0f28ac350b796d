//! Builds the whole app as one HTML file, which opens from a disk with nothing beside it.
//!
//! The sources are those of the site, compiled as one part. The page's own policy allows one script
//! and one style, by their digests, and forbids every connection.

use std::{fs, io::Write, path::PathBuf};

use anyhow::{Context, Result, ensure};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use flate2::{Compression, write::GzEncoder};

use crate::{digest::Digest, finish::Site, markup::Markup, process, setup, site, toolbox::Toolbox};

/// The file, in the top folder.
const FILE: &str = "postil.html";
/// Where Trunk leaves the pieces, in the top folder.
const STAGE: &str = "target/single-file";

/// Leaves the app in `postil.html`.
pub fn build() -> Result<()> {
    build_with(&setup::site(|_| Ok(()))?)
}

/// As [`build`], with tools that were already found.
pub fn build_with(toolbox: &Toolbox) -> Result<()> {
    let mut trunk = site::trunk(toolbox, "build")?;
    process::run(trunk.args(["--release", "--dist", STAGE]))?;
    let stage = process::root().join(STAGE);
    let site = Site {
        toolbox,
        dist: &stage,
    };
    let page = joined(&site)?;
    let file = file();
    fs::write(&file, &page)?;
    println!("\n{} ({} bytes)", file.display(), page.len());
    Ok(())
}

/// Where the file is.
pub fn file() -> PathBuf {
    process::root().join(FILE)
}

/// The page with everything that belongs to it.
fn joined(site: &Site) -> Result<String> {
    let mut page = Markup(fs::read_to_string(site.dist.join("index.html"))?);
    let read = |page: &Markup, mark: &str, name: &str| {
        let tag = page.tag(mark)?;
        let bytes = fs::read(site.file(page.attribute(&tag, name)?))?;
        Ok::<_, anyhow::Error>((tag, bytes))
    };

    let (tag, program) = read(&page, "id=\"app-wasm\"", "href")?;
    page.replace(
        tag,
        &inline(
            "script id=\"program\" type=\"text/plain\"",
            &packed(&program)?,
        ),
    );

    let (tag, script) = read(&page, "id=\"app-js\"", "src")?;
    let starts = process::root().join("offline").join("single.js");
    let script = String::from_utf8(script)? + &fs::read_to_string(starts)?;
    let script = String::from_utf8(site.minified("js", &script)?)?;
    ensure!(
        !script.contains("</script") && !script.contains("<!--"),
        "the script would end the element that it is in"
    );
    page.replace(tag, &format!("<script type=\"module\">{script}"));

    let style = site.style(&page)?;
    let style = String::from_utf8(style)?;
    ensure!(!style.contains("</"), "the style would end its element");
    for (at, tag) in page
        .tags("rel=\"stylesheet\"")
        .into_iter()
        .enumerate()
        .rev()
    {
        let first = inline("style", &style);
        page.replace(tag, if at == 0 { &first } else { "" });
    }
    // Another script starts this page.
    let tag = page.tag("/boot-")?;
    page.replace(tag, "<script type=\"text/plain\">");

    let (tag, icon) = read(&page, "rel=\"icon\"", "href")?;
    let icon = BASE64_STANDARD.encode(icon);
    let link = format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">");
    page.replace(tag, &link);

    let tag = page.tag("Content-Security-Policy")?;
    let policy = policy(page.attribute(&tag, "content")?, &script, &style)?;
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\" />");
    page.replace(tag, &meta);
    Ok(page.0)
}

/// The policy of the site, changed to allow this script, this style, pictures inside the page, and
/// no connection.
fn policy(site: &str, script: &str, style: &str) -> Result<String> {
    let digest = |text: &str| format!("'{}'", Digest::of(text.as_bytes()).integrity());
    let mut rules = Vec::new();
    let mut changed = 0;
    for rule in site.split("; ") {
        let (name, _) = rule.split_once(' ').context("a rule without a value")?;
        let own = match name {
            "script-src" => format!("script-src {} 'wasm-unsafe-eval'", digest(script)),
            "style-src" => format!("style-src {}", digest(style)),
            "img-src" => "img-src data:".to_owned(),
            "connect-src" | "manifest-src" | "worker-src" => format!("{name} 'none'"),
            _ => rule.to_owned(),
        };
        changed += usize::from(own != rule);
        rules.push(own);
    }
    ensure!(
        changed == 6,
        "the policy of the site is not as it was: {site}"
    );
    Ok(rules.join("; "))
}

fn inline(tag: &str, content: &str) -> String {
    let name = tag.split(' ').next().unwrap_or_default();
    format!("<{tag}>{content}</{name}>")
}

/// Encodes bytes as the page holds them: gzip, then Base64.
fn packed(bytes: &[u8]) -> Result<String> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    Ok(BASE64_STANDARD.encode(gzip.finish()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_knows_its_script_and_allows_no_connection() {
        let site = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
            img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self' blob:; \
            base-uri 'none'";
        let empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
        assert_eq!(
            policy(site, "", "").expect("a policy"),
            format!(
                "default-src 'none'; script-src {empty} 'wasm-unsafe-eval'; style-src {empty}; \
                 img-src data:; connect-src 'none'; manifest-src 'none'; worker-src 'none'; \
                 base-uri 'none'"
            )
        );
        assert!(policy("default-src 'none'", "", "").is_err());
    }
}
