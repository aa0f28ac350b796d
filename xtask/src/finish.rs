//! Finishes the site after Trunk has built it.
//!
//! Trunk names some files after the program they were made from, not after their contents, and gives
//! the files of the program no digest. This module minifies scripts and styles, gives every file a
//! name that changes with its bytes, and writes the digest of each file wherever it is requested: into
//! the page for its scripts, its style and its program, into a script for the program's other parts. A
//! browser refuses a file that does not match its digest.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    ops::Range,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};

use crate::{digest::Digest, markup::Markup, process, short_names, split, toolbox::Toolbox};

/// What every tag of a style contains.
const STYLE: &str = "rel=\"stylesheet\"";
/// The files of styles that only the later part of the program needs.
const LATE_STYLES: [&str; 14] = [
    "/toolbar-",
    "/mark-",
    "/dialog-",
    "/codebook-",
    "/panes-",
    "/tying-",
    "/ties-",
    "/shared-copy-",
    "/story-",
    "/tables-",
    "/timeline-",
    "/cards-",
    "/whole-",
    "/print-",
];
/// How the splitter's script imports that of the first part.
const MAIN: &str = "\"./main.js\"";
/// The folder with the files that make the site an installable app, in the top folder.
const OFFLINE: &str = "offline";
/// Tells a browser how to install it.
const MANIFEST: &str = "manifest.webmanifest";
/// Keeps the site available without a network. Its address must not change.
pub const SERVICE_WORKER: &str = "sw.js";

/// Finishes the site that Trunk left in a folder.
///
/// # Errors
/// If the site is not as Trunk leaves it.
pub fn finish(toolbox: &Toolbox, dist: &Path) -> Result<()> {
    let index = dist.join("index.html");
    let site = Site { toolbox, dist };
    let mut page = Markup(fs::read_to_string(&index)?);
    site.styles(&mut page)?;
    site.boot(&mut page)?;
    site.program(&mut page)?;
    site.app(&mut page)?;
    fs::write(index, page.0)?;
    site.service_worker()
}

/// A site that Trunk has built.
pub struct Site<'a> {
    /// Where esbuild is.
    pub toolbox: &'a Toolbox,
    /// Its folder.
    pub dist: &'a Path,
}

impl Site<'_> {
    /// Joins all styles into one, which is smaller and arrives sooner. `boot.js` loads the late ones
    /// once the program has started.
    fn styles(&self, page: &mut Markup) -> Result<()> {
        let mut tags = page.tags(STYLE);
        let is_late = |page: &Markup, tag: &Range<usize>| {
            let tag = &page.0[tag.clone()];
            LATE_STYLES.iter().any(|name| tag.contains(name))
        };
        let first = self.joined(page, &tags, |tag| !is_late(page, tag))?;
        let later = self.joined(page, &tags, |tag| is_late(page, tag))?;
        for tag in &tags {
            fs::remove_file(self.file(page.attribute(tag, "href")?))?;
        }
        let links = [
            ("style", STYLE, first),
            ("later", "id=\"later-style\" rel=\"later\"", later),
        ];
        let links = links.map(|(name, attributes, bytes)| {
            let name = self.write(name, "css", &bytes)?;
            let integrity = Digest::of(&bytes).integrity();
            Ok::<_, anyhow::Error>(format!(
                r#"<link {attributes} href="./{name}" integrity="{integrity}" />"#
            ))
        });
        let [first, later] = links;
        let place = tags.remove(0);
        for tag in tags.into_iter().rev() {
            page.replace(tag, "");
        }
        page.replace(place, &format!("{}{}", first?, later?));
        Ok(())
    }

    /// Joins and minifies all styles of a page.
    ///
    /// # Errors
    /// If there is none.
    pub fn style(&self, page: &Markup) -> Result<Vec<u8>> {
        self.joined(page, &page.tags(STYLE), |_| true)
    }

    /// Joins some of the styles.
    fn joined(
        &self,
        page: &Markup,
        tags: &[Range<usize>],
        wanted: impl Fn(&Range<usize>) -> bool,
    ) -> Result<Vec<u8>> {
        let mut all = String::new();
        for tag in tags.iter().filter(|tag| wanted(tag)) {
            all += &fs::read_to_string(self.file(page.attribute(tag, "href")?))?;
        }
        self.minified("css", &all)
    }

    /// The script that starts the program.
    fn boot(&self, page: &mut Markup) -> Result<()> {
        let tag = page.tag("/boot-")?;
        let file = self.file(page.attribute(&tag, "src")?);
        let bytes = self.minified("js", &fs::read_to_string(&file)?)?;
        fs::remove_file(file)?;
        let name = self.write("boot", "js", &bytes)?;
        let integrity = Digest::of(&bytes).integrity();
        let script = format!(r#"<script src="./{name}" integrity="{integrity}" type="module">"#);
        page.replace(tag, &script);
        Ok(())
    }

    /// The program: its first part, which the page requests, and the others. The script that fetches the
    /// others goes into the script of the first: a browser checks the digest of what an element names,
    /// and of nothing that a script imports.
    fn program(&self, page: &mut Markup) -> Result<()> {
        let tag = page.tag("id=\"app-js\"")?;
        let file = self.file(page.attribute(&tag, "src")?);
        let link = page.tag("id=\"app-wasm\"")?;
        let wasm = self.file(page.attribute(&link, "href")?);
        let script = fs::read_to_string(&file)?;
        let (program, script) = short_names::shorten(&fs::read(&wasm)?, &script)?;
        fs::write(&file, script)?;
        let main = file.file_name().context("the script has no name")?;
        let fetch = self.parts(&main.to_string_lossy())?;
        let bytes = self.bundled(&file)?;
        for file in [file, wasm, fetch] {
            fs::remove_file(file)?;
        }
        let name = self.write("postil", "js", &bytes)?;
        let integrity = Digest::of(&bytes).integrity();
        let script =
            format!(r#"<script id="app-js" src="./{name}" integrity="{integrity}" type="module">"#);
        page.replace(tag, &script);

        let tag = page.tag("id=\"app-wasm\"")?;
        let old = page.attribute(&tag, "href")?.to_owned();
        let name = self.write("postil", "wasm", &program)?;
        let integrity = Digest::of(&program).integrity();
        let href = format!(r#"href="./{name}" integrity="{integrity}""#);
        let link = page.0[tag.clone()].replace(&format!("href=\"{old}\""), &href);
        page.replace(tag, &link);
        Ok(())
    }

    /// Names the folder of the parts by their bytes, and adapts the script that fetches them: to the
    /// script `main` of the first part, to their new folder, and to their digests. Returns its file,
    /// which is where that of the first part looks for it.
    fn parts(&self, main: &str) -> Result<PathBuf> {
        let (above, beginning) = split::FOLDER
            .rsplit_once('/')
            .context("the parts are in no folder")?;
        let mut folders = names(&self.dist.join(above))?;
        let old = folders.pop().context("the program has no parts")?;
        ensure!(
            folders.is_empty(),
            "the program has parts twice: {folders:?}"
        );
        ensure!(old.starts_with(beginning), "{above}/{old} is not known");
        let folder = self.dist.join(above).join(&old);
        let file = folder.join("fetch.js");
        let mut parts = Vec::new();
        let mut all = Vec::new();
        for name in names(&folder)? {
            let bytes = fs::read(folder.join(&name))?;
            if name != "fetch.js" {
                parts.push((name, Digest::of(&bytes)));
                all.extend(bytes);
            }
        }
        let new = format!("{}{}", split::FOLDER, Digest::of(&all).name());
        let mut fetch = fs::read_to_string(&file)?;
        ensure!(
            fetch.contains(MAIN),
            "the parts do not ask for the first of them"
        );
        fetch = fetch.replace(MAIN, &format!("\"../../{main}\""));
        for (name, digest) in &parts {
            fetch = sealed(&fetch, &new, name, digest)?;
        }
        fs::write(&file, fetch)?;
        let new = self.dist.join(new);
        fs::create_dir_all(&new)?;
        for (name, _) in parts {
            fs::rename(folder.join(&name), new.join(&name))?;
        }
        Ok(file)
    }

    /// What makes the site an app that can be installed: its description, and its icons.
    fn app(&self, page: &mut Markup) -> Result<()> {
        let sources = process::root().join(OFFLINE);
        let mut manifest = fs::read_to_string(sources.join(MANIFEST))?;
        for name in names(&sources)? {
            if let Some((stem, ending)) = name.split_once('.').filter(|_| name.starts_with("icon"))
            {
                let icon = self.write(stem, ending, &fs::read(sources.join(&name))?)?;
                manifest = manifest.replace(&format!("\"{name}\""), &format!("\"./{icon}\""));
            }
        }
        fs::write(self.dist.join(MANIFEST), manifest)?;
        let icon = page.tag("rel=\"icon\"")?;
        let links = format!(
            "<link rel=\"manifest\" href=\"./{MANIFEST}\" />\n    \
             <meta name=\"service-worker\" content=\"./{SERVICE_WORKER}\" />\n    "
        );
        page.replace(icon.start..icon.start, &links);
        Ok(())
    }

    /// The service worker, which lists every file with its digest.
    fn service_worker(&self) -> Result<()> {
        let mut digests = BTreeMap::new();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            for name in names(&self.dist.join(&folder))? {
                let path = format!("{folder}{name}");
                if self.dist.join(&path).is_dir() {
                    folders.push(format!("{path}/"));
                } else if path != SERVICE_WORKER {
                    let digest = Digest::of(&fs::read(self.dist.join(&path))?);
                    // Browsers request the page by the folder's address.
                    let address = if path == "index.html" {
                        String::new()
                    } else {
                        path
                    };
                    digests.insert(format!("./{address}"), digest.integrity());
                }
            }
        }
        let lines = digests
            .iter()
            .map(|(path, digest)| format!("{path:?}: {digest:?}"));
        let files = lines.collect::<Vec<_>>().join(",\n");
        let source = process::root().join(OFFLINE).join(SERVICE_WORKER);
        let mut script = fs::read_to_string(source)?;
        let build = Digest::of(files.as_bytes()).name();
        for (from, to) in [
            ("const BUILD = \"\";", format!("const BUILD = {build:?};")),
            (
                "const FILES = {};",
                format!("const FILES = {{\n{files}\n}};"),
            ),
        ] {
            ensure!(script.contains(from), "{SERVICE_WORKER} has no {from}");
            script = script.replace(from, &to);
        }
        fs::write(self.dist.join(SERVICE_WORKER), script)?;
        Ok(())
    }

    /// The file of an address in the page.
    pub fn file(&self, address: &str) -> PathBuf {
        self.dist.join(address.trim_start_matches("./"))
    }

    /// Writes a file under a name derived from its bytes, and returns the name.
    fn write(&self, name: &str, ending: &str, bytes: &[u8]) -> Result<String> {
        let name = format!("{name}-{}.{ending}", Digest::of(bytes).name());
        fs::write(self.dist.join(&name), bytes)?;
        Ok(name)
    }

    /// Joins a script with those that it imports, and minifies them.
    fn bundled(&self, script: &Path) -> Result<Vec<u8>> {
        let mut esbuild = self.esbuild()?;
        esbuild.args(["--bundle", "--format=esm"]).arg(script);
        let output = esbuild.output().context("could not start esbuild")?;
        if !output.status.success() || output.stdout.is_empty() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("esbuild failed ({}): {said}", output.status);
        }
        Ok(output.stdout)
    }

    fn esbuild(&self) -> Result<Command> {
        let mut esbuild = self.toolbox.command("esbuild")?;
        esbuild.args(["--minify", "--log-level=error", "--charset=utf8"]);
        Ok(esbuild)
    }

    /// Minifies a script or a style.
    pub fn minified(&self, language: &str, source: &str) -> Result<Vec<u8>> {
        let mut esbuild = self.esbuild()?;
        esbuild
            .arg(format!("--loader={language}"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = esbuild.spawn().context("could not start esbuild")?;
        let mut stdin = child.stdin.take().context("esbuild takes nothing")?;
        let output = std::thread::scope(|scope| {
            scope.spawn(move || stdin.write_all(source.as_bytes()));
            child.wait_with_output()
        })?;
        if !output.status.success() || output.stdout.is_empty() {
            bail!("esbuild failed ({})", output.status);
        }
        Ok(output.stdout)
    }
}

/// Inserts the folder and the digest of a file where the script fetches it.
fn sealed(script: &str, folder: &str, name: &str, digest: &Digest) -> Result<String> {
    let from = format!("new URL(\"./{name}\", import.meta.url))");
    ensure!(
        script.matches(&from).count() == 1,
        "the script does not fetch {name} once:\n{script}"
    );
    let integrity = digest.integrity();
    let to = format!(
        "new URL(\"./{folder}/{name}\", import.meta.url), {{ integrity: \"{integrity}\" }})"
    );
    Ok(script.replace(&from, &to))
}

/// The names in a folder, in order.
fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("no {}", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_fetched_by_its_digest() {
        let script = "fetch(new URL(\"./later.wasm\", import.meta.url));";
        assert_eq!(
            sealed(script, "parts", "later.wasm", &Digest::of(b"")).expect("it is fetched"),
            "fetch(new URL(\"./parts/later.wasm\", import.meta.url), \
             { integrity: \"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\" });"
        );
        assert!(sealed(script, "parts", "formats.wasm", &Digest::of(b"")).is_err());
    }
}
