//! Lets axe (<https://github.com/dequelabs/axe-core>) look for what keeps people out of a page.

use crate::page::Page;
use serde::Deserialize;
use serde_json::json;
use std::{env, fs};

/// The environment variable that holds the path of axe's script; `cargo xtask test` installs it.
const VARIABLE: &str = "POSTIL_AXE";

/// A rule that is broken, and where.
#[derive(Debug, Deserialize)]
struct Violation {
    id: String,
    help: String,
    /// Selectors of the elements, each with what is wrong there.
    nodes: Vec<String>,
}

impl Page {
    /// Checks what is inside of an element, in the state that the page is in: its names, roles, focus order
    /// and contrast, by WCAG 2.2 A and AA and axe's own good practice. `without` names rules that cannot hold here.
    ///
    /// # Panics
    /// With all rules that are broken. Also if the script is not there.
    pub async fn expect_accessible(&self, css: &str, without: &[&str]) {
        self.note(format!("axe in {css}"));
        let is_there: bool = self.eval("return Boolean(window.axe);").await;
        if !is_there {
            let file = env::var_os(VARIABLE)
                .unwrap_or_else(|| panic!("{VARIABLE} must name axe.min.js of axe-core"));
            let script = fs::read_to_string(&file)
                .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            self.eval::<()>(&format!("{script}\nwindow.axe = axe;"))
                .await;
        }
        let found: Vec<Violation> = self
            .call(
                "const [css, without] = args;
                const rules = Object.fromEntries(without.map(id => [id, { enabled: false }]));
                const { violations } = await axe.run(css, { rules, resultTypes: ['violations'] });
                return violations.map(({ id, help, nodes }) => ({
                    id, help,
                    nodes: nodes.map(node => `${node.target.join(' ')}: ${node.failureSummary}`),
                }));",
                json!([css, without]),
            )
            .await;
        let words = found.iter().map(|one| {
            let nodes = one.nodes.join("\n    ");
            format!("{} ({}):\n    {nodes}", one.help, one.id)
        });
        let words: Vec<String> = words.collect();
        assert!(
            words.is_empty(),
            "axe finds in {css}:\n{}",
            words.join("\n")
        );
    }
}
