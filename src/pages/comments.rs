//! Removes comments from scripts and style sheets: a third of their bytes, and only of use in the repository.
//!
//! Only comments on lines of their own are removed, and the lines stay, empty. So line numbers are those of the source, and the code need not
//! be parsed. A line within a longer text that begins with `//` or `/*` would be removed as well; our sources have no such lines, which a test
//! checks.

/// The code without its comments.
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

/// Whether a line is a block comment or its beginning. A cast (`/** @type {X} */ (y)`) is not: code follows it.
fn is_block(text: &str) -> bool {
    text.starts_with("/*") && text.find("*/").is_none_or(|end| end + 2 == text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_removed_and_lines_stay() {
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
