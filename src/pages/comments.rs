//! Scripts and style sheets without what is written for those who read them in the repository: a third of what browsers would have to fetch.
//!
//! Only comments that have their lines to themselves are taken out, and the lines stay, empty: so line numbers are those of the source, and
//! nothing has to be understood of the code. What begins a line with `//` or `/*` inside a text of several lines would be taken for a
//! comment; our sources have no such lines, and a test holds them to it.

/// The same code without its comments.
pub(super) fn without_comments(source: &str) -> String {
    let mut is_inside = false;
    let mut bare = String::with_capacity(source.len());
    for line in source.split_inclusive('\n') {
        let text = line.trim();
        let is_block = is_inside || is_block(text);
        is_inside = is_block && !text.ends_with("*/");
        if !is_block && !text.starts_with("//") {
            bare.push_str(line);
        } else if line.ends_with('\n') {
            bare.push('\n');
        }
    }
    bare
}

/// Whether a line is a comment's beginning, or all of it: a cast (`/** @type {X} */ (y)`) is followed by code.
fn is_block(text: &str) -> bool {
    text.starts_with("/*") && text.find("*/").is_none_or(|end| end + 2 == text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_lines_stay() {
        let source = "// What it is.\n\n/** A sum.\n * @param {number} a\n */\nexport const f = (a) => a; // kept\n  /** @type {X} */\n  \
            /** @type {Y} */ (x).y();\nconst u = \"http://x\";\n";
        let bare =
            "\n\n\n\n\nexport const f = (a) => a; // kept\n\n  /** @type {Y} */ (x).y();\nconst u = \"http://x\";\n";
        assert_eq!(without_comments(source), bare);
        assert_eq!(
            without_comments("/* One.\n   Two. */\n@layer a {\n  b: c; /* d */\n}"),
            "\n\n@layer a {\n  b: c; /* d */\n}"
        );
    }
}
