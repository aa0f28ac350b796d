//! Writes a tree as Markdown, in one plain style and with everything escaped, so that nothing in it is
//! taken for something else and nothing stays open.

use super::Node;

/// Writes blocks. The text ends with a line feed if there is any. O(n), times the depth.
pub(crate) fn write(nodes: &[Node]) -> String {
    let mut out = String::new();
    blocks(nodes, &mut out);
    out
}

fn blocks(nodes: &[Node], out: &mut String) {
    // Two lists in a row would be one, if they had the same marks.
    let mut other_marks = false;
    let mut after_list = false;
    let mut rest = nodes;
    while let Some(node) = rest.first() {
        if !out.is_empty() {
            out.push('\n');
        }
        let is_list = matches!(node, Node::List { .. });
        other_marks = is_list && after_list && !other_marks;
        after_list = is_list;
        let (run, after) = rest.split_at(rest.iter().take_while(|node| is_inline(node)).count());
        match run {
            [] => block(node, other_marks, out),
            run => paragraph(run, out),
        }
        rest = if run.is_empty() {
            rest.get(1..).unwrap_or_default()
        } else {
            after
        };
    }
}

fn is_inline(node: &Node) -> bool {
    matches!(
        node,
        Node::Text(_)
            | Node::Emphasis(_)
            | Node::Strong(_)
            | Node::Code(_)
            | Node::Link { .. }
            | Node::Break
    )
}

fn block(node: &Node, other_marks: bool, out: &mut String) {
    match node {
        Node::Heading { level, content } => {
            out.push_str(&"#".repeat((*level).clamp(1, 6).into()));
            out.push(' ');
            let mut title = String::new();
            inline(content, true, &mut title);
            out.push_str(title.trim());
            out.push('\n');
        }
        Node::Paragraph(content) => paragraph(content, out),
        Node::List { start, items } => {
            for (at, item) in items.iter().enumerate() {
                let mark = match (start, other_marks) {
                    (None, false) => "- ".to_owned(),
                    (None, true) => "+ ".to_owned(),
                    // A number of more than nine digits begins no item.
                    (Some(start), _) => {
                        let number = start.saturating_add(at as u64).min(999_999_999);
                        let end = if other_marks { ')' } else { '.' };
                        format!("{number}{end} ")
                    }
                };
                let indent = " ".repeat(mark.len());
                lines(&write(item), &mark, &indent, out);
            }
        }
        Node::Quote(content) => lines(&write(content), "> ", "> ", out),
        Node::CodeBlock(code) => {
            let fence = "`".repeat(longest_run(code).max(2) + 1);
            out.push_str(&fence);
            out.push('\n');
            out.push_str(code);
            if !code.is_empty() && !code.ends_with('\n') {
                out.push('\n');
            }
            out.push_str(&fence);
            out.push('\n');
        }
        Node::Rule => out.push_str("***\n"),
        Node::Table { head, rows } => {
            row(head, out);
            out.push('|');
            out.push_str(&" --- |".repeat(head.len().max(1)));
            out.push('\n');
            for cells in rows {
                row(cells, out);
            }
        }
        other => inline(std::slice::from_ref(other), false, out),
    }
}

/// Adds lines of a paragraph, and the end of the last one.
fn paragraph(content: &[Node], out: &mut String) {
    let mut lines = String::new();
    inline(content, false, &mut lines);
    let lines = lines.trim_matches([' ', '\n']);
    out.push_str(lines.strip_suffix("\\\n").unwrap_or(lines));
    out.push('\n');
}

fn row(cells: &[Vec<Node>], out: &mut String) {
    out.push('|');
    for cell in cells {
        let mut content = String::new();
        inline(cell, true, &mut content);
        out.push(' ');
        out.push_str(content.trim());
        out.push_str(" |");
    }
    out.push('\n');
}

/// Adds lines with what stands before the first and before the others.
fn lines(text: &str, first: &str, other: &str, out: &mut String) {
    if text.is_empty() {
        out.push_str(first.trim_end());
        out.push('\n');
    }
    for (at, line) in text.lines().enumerate() {
        let before = if at == 0 { first } else { other };
        out.push_str(if line.is_empty() {
            before.trim_end()
        } else {
            before
        });
        out.push_str(line);
        out.push('\n');
    }
}

/// Adds what stands in a line; `one_line`: there is only one, as in a heading and in a cell.
fn inline(nodes: &[Node], one_line: bool, out: &mut String) {
    let mut nodes = nodes.iter().peekable();
    while let Some(node) = nodes.next() {
        // The character after this node, as far as that is known.
        let next = match nodes.peek() {
            None | Some(Node::Break) => Some(' '),
            Some(Node::Text(words)) => words.chars().next(),
            Some(_) => None,
        };
        match node {
            Node::Text(words) => text(words, out),
            Node::Emphasis(content) => emphasis("*", content, next, one_line, out),
            Node::Strong(content) => emphasis("**", content, next, one_line, out),
            // Two backticks would begin something.
            Node::Code(code) if code.is_empty() => {}
            Node::Code(code) => {
                let fence = "`".repeat(longest_run(code) + 1);
                let pad = if code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']) {
                    " "
                } else {
                    ""
                };
                let code = code.replace(['\n', '\r'], " ");
                let code = if one_line {
                    code.replace('|', "\\|")
                } else {
                    code
                };
                out.push_str(&format!("{fence}{pad}{code}{pad}{fence}"));
            }
            Node::Link { address, content } => {
                out.push('[');
                inline(content, one_line, out);
                out.push_str("](<");
                for c in address.chars() {
                    if matches!(c, '<' | '>' | '\\' | '&' | '|') {
                        out.push('\\');
                    }
                    out.push(c);
                }
                out.push_str(">)");
            }
            Node::Break if one_line => out.push(' '),
            Node::Break => {
                out.truncate(out.trim_end_matches(' ').len());
                // A line break needs a line before it.
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push_str("\\\n");
                }
            }
            block => text(&super::plain::words(block), out),
        }
    }
}

/// Adds emphasis, where its marks would be read as such: beside no other marks, and, if there is no
/// letter or digit on their inner side, with a space or a sign on their outer one.
fn emphasis(mark: &str, content: &[Node], next: Option<char>, one_line: bool, out: &mut String) {
    let mut inner = String::new();
    inline(content, one_line, &mut inner);
    let apart = |c: char| c != '*' && (c.is_whitespace() || c.is_ascii_punctuation());
    let edge = |inside: Option<char>, outside: Option<char>| match inside {
        None | Some('*') => false,
        Some(inside) if inside.is_alphanumeric() => true,
        Some(inside) => !inside.is_whitespace() && outside.is_some_and(apart),
    };
    let before = out.chars().next_back();
    let fits = before != Some('*')
        && edge(inner.chars().next(), before.or(Some(' ')))
        && edge(inner.chars().next_back(), next);
    let mark = if fits { mark } else { "" };
    out.push_str(mark);
    out.push_str(&inner);
    out.push_str(mark);
}

/// Adds words that stay words.
fn text(words: &str, out: &mut String) {
    for c in words.chars() {
        let starts = out.is_empty() || out.ends_with('\n');
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '|' | '~' => out.extend(['\\', c]),
            '#' | '+' | '-' | '=' | '>' | ':' if starts => out.extend(['\\', c]),
            // Only at the start of a line does a number begin an item.
            '.' | ')' if ends_with_number(out) => out.extend(['\\', c]),
            c if c.is_control() || matches!(c, ' ' | '\u{2028}' | '\u{2029}') => {
                if !starts {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
}

/// Whether the last line is a number.
fn ends_with_number(out: &str) -> bool {
    let digits = out.len() - out.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let before = out.get(..out.len() - digits).unwrap_or_default();
    (1..10).contains(&digits) && (before.is_empty() || before.ends_with('\n'))
}

/// The length of the longest run of backticks.
fn longest_run(code: &str) -> usize {
    let runs = code.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or_default()
}
