//! `unsafe` is in `crates/ige` and nowhere else, and there each has its reason.

use proc_macro2::{TokenStream, TokenTree};

use super::sources::{root, sources, text};

/// The one package that may.
const ALLOWED: &str = "crates/ige";

/// The lines of a source with the word `unsafe`, but for comments and strings.
fn unsafe_lines(tokens: TokenStream) -> Vec<usize> {
    let mut lines = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Ident(word) if word == "unsafe" => lines.push(word.span().start().line),
            TokenTree::Group(group) => lines.extend(unsafe_lines(group.stream())),
            _ => {}
        }
    }
    lines
}

fn tokens(source: &str) -> TokenStream {
    source.parse().expect("Rust")
}

/// The packages of the workspace: the root's and its members.
fn packages() -> Vec<String> {
    let manifest = text("Cargo.toml");
    let members = manifest.lines().find_map(|line| line.strip_prefix("members = [")).expect("the list of members");
    let members = members.split('"').skip(1).step_by(2).map(str::to_owned);
    members.chain([".".to_owned()]).collect()
}

#[test]
fn only_one_package_is_unsafe() {
    let packages = packages();
    assert!(packages.iter().any(|package| package == ALLOWED), "{ALLOWED} is no member");
    for package in packages.iter().filter(|package| *package != ALLOWED) {
        let manifest = text(&format!("{package}/Cargo.toml"));
        assert!(manifest.contains("\n[lints]\nworkspace = true\n"), "{package} has not the workspace's lints");
        for folder in ["src", "tests/it"].map(|folder| format!("{package}/{folder}")) {
            if !root().join(&folder).is_dir() {
                continue;
            }
            for (path, source) in sources(&folder) {
                assert_eq!(unsafe_lines(tokens(&source)), [0; 0], "{path} has unsafe code in these lines");
            }
        }
    }
    assert!(text("Cargo.toml").contains("\nunsafe_code = \"forbid\"\n"));
}

#[test]
fn each_unsafe_block_has_its_reason() {
    let manifest = text(&format!("{ALLOWED}/Cargo.toml"));
    for lint in ["unsafe_op_in_unsafe_fn", "undocumented_unsafe_blocks"] {
        assert!(manifest.contains(&format!("\n{lint} = \"deny\"\n")), "{ALLOWED} does not deny {lint}");
    }
    let mut count = 0;
    for (path, source) in sources(&format!("{ALLOWED}/src")) {
        let text: Vec<_> = source.lines().collect();
        for line in unsafe_lines(tokens(&source)) {
            // The statement that it is in begins at most two lines above.
            let above = &text[line.saturating_sub(4)..line];
            assert!(above.iter().any(|line| line.contains("// SAFETY: ")), "{path}:{line} has no reason");
            count += 1;
        }
    }
    assert!(count > 10, "only {count} were found");
}

#[test]
fn the_word_is_found() {
    let source = "fn f() { /* unsafe */ \"unsafe\"; // unsafe\n g(|| [unsafe { 1 }]) }\nunsafe fn g() {}";
    assert_eq!(unsafe_lines(tokens(source)), [2, 3]);
}
