//! The rules of the house, kept by reading the sources: who may name what, and that every dependency has its sentence.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A source file below the repository's root, and its code without comments.
struct Source {
    path: String,
    code: String,
}

impl Source {
    /// Whether a path, a `use` or an `extern crate` begins with that word; the same word in a text is nobody's name.
    fn names(&self, word: &str) -> bool {
        self.code.match_indices(word).any(|(at, _)| {
            let identifier = |c: char| c.is_alphanumeric() || c == '_';
            let before = self.code[..at].chars().next_back();
            let after = &self.code[at + word.len()..];
            !before.is_some_and(identifier) && ["::", ";", " as "].iter().any(|it| after.starts_with(it))
        })
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(below: &str) -> Vec<Source> {
    fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("the folder is in the repository") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                walk(&path, into);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                into.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(&root().join(below), &mut paths);
    assert!(!paths.is_empty(), "no sources below {below}");
    paths
        .into_iter()
        .map(|path| Source {
            code: without_comments(&fs::read_to_string(&path).expect("a readable source")),
            path: path.strip_prefix(root()).expect("below the root").to_string_lossy().into_owned(),
        })
        .collect()
}

fn without_comments(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Every file that names one of `words` lies below one of `places`.
fn only(places: &[&str], words: &[&str]) {
    let strangers: Vec<_> = sources("src")
        .into_iter()
        .filter(|source| !places.iter().any(|place| source.path.starts_with(place)))
        .filter(|source| words.iter().any(|word| source.names(word)))
        .map(|source| source.path)
        .collect();
    assert!(strangers.is_empty(), "{words:?} may be named only in {places:?}, but also stand in {strangers:?}");
}

#[test]
fn only_telegram_names_grammers() {
    only(
        &["src/telegram/"],
        &[
            "grammers_client",
            "grammers_crypto",
            "grammers_mtproto",
            "grammers_mtsender",
            "grammers_session",
            "grammers_tl_types",
        ],
    );
}

#[test]
fn only_the_store_names_the_database() {
    only(&["src/store/"], &["sea_orm", "sea_orm_migration", "sqlx"]);
}

#[test]
fn only_the_http_side_names_rocket() {
    only(
        &["src/lib.rs", "src/main.rs", "src/config/", "src/http/", "src/api/", "src/pages/"],
        &["rocket", "rocket_dyn_templates"],
    );
}

#[test]
fn streaming_is_pure() {
    for source in sources("src/stream") {
        for word in ["rocket", "grammers", "sea_orm", "telegram", "store", "http", "api"] {
            assert!(
                !source.names(&format!("crate::{word}")) && !source.code.contains(&format!("use {word}")),
                "{} uses {word}",
                source.path
            );
        }
    }
}

#[test]
fn the_apis_never_import_each_other() {
    let apis: Vec<_> = fs::read_dir(root().join("src/api"))
        .expect("the APIs' folder")
        .filter_map(|entry| entry.ok().filter(|entry| entry.path().is_dir()))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    for source in sources("src/api") {
        let Some(own) = apis.iter().find(|api| source.path.starts_with(&format!("src/api/{api}/"))) else { continue };
        for other in apis.iter().filter(|api| *api != own) {
            assert!(!source.code.contains(&format!("api::{other}")), "{} imports {other}", source.path);
        }
    }
}

#[test]
fn the_sandbox_stands_alone() {
    let manifest = fs::read_to_string(root().join("sandbox/Cargo.toml")).expect("the sandbox's manifest");
    assert!(!manifest.contains("heliograph"), "the sandbox must not depend on the server");
    for source in sources("sandbox") {
        assert!(!source.names("heliograph"), "{} names the server's crate", source.path);
    }
}

#[test]
fn long_files_say_why() {
    for folder in ["src", "sandbox/src", "tests/it"] {
        for source in sources(folder) {
            let text = fs::read_to_string(root().join(&source.path)).expect("a readable source");
            let long = text.lines().count() > 500;
            assert!(
                !long || text.contains("Why this file is long:"),
                "{} has over 500 lines and doesn't say why",
                source.path
            );
        }
    }
}

#[test]
fn every_dependency_has_its_sentence() {
    let listed: BTreeSet<_> = fs::read_to_string(root().join("DEPS.md"))
        .expect("DEPS.md")
        .lines()
        .filter(|line| line.starts_with("| `"))
        .flat_map(|line| {
            let names = line.trim_start_matches("| ").split(" | ").next().unwrap_or_default();
            names.split(", ").map(|name| name.trim_matches(['`', ' ']).to_owned()).collect::<Vec<_>>()
        })
        .collect();
    let mut declared = BTreeSet::new();
    for manifest in ["Cargo.toml", "sandbox/Cargo.toml"] {
        let text = fs::read_to_string(root().join(manifest)).expect("a manifest");
        let mut counts = false;
        for line in text.lines() {
            if line.starts_with('[') {
                counts = matches!(line, "[dependencies]" | "[dev-dependencies]");
            } else if counts && let Some((name, _)) = line.split_once(['.', ' ', '=']) {
                declared.insert(name.to_owned());
            }
        }
    }
    assert_eq!(listed, declared, "DEPS.md (left) and the manifests (right) differ");
}
