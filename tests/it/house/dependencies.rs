//! Every dependency has its sentence in `DEPS.md`.

use std::collections::BTreeSet;

use super::sources::text;

#[test]
fn every_dependency_has_its_sentence() {
    let listed: BTreeSet<_> = text("DEPS.md")
        .lines()
        .filter(|line| line.starts_with("| `"))
        .flat_map(|line| {
            let names = line.trim_start_matches("| ").split(" | ").next().unwrap_or_default();
            names.split(", ").map(|name| name.trim_matches(['`', ' ']).to_owned()).collect::<Vec<_>>()
        })
        .collect();
    let declared = declared(&["Cargo.toml", "sandbox/Cargo.toml", "crates/ige/Cargo.toml"]);
    assert_eq!(listed, declared, "DEPS.md (left) and the manifests (right) differ");
}

/// The crates that manifests declare for their packages' code and tests.
pub fn declared(manifests: &[&str]) -> BTreeSet<String> {
    let mut declared = BTreeSet::new();
    for manifest in manifests {
        let mut counts = false;
        for line in text(manifest).lines() {
            if line.starts_with('[') {
                counts = matches!(line, "[dependencies]" | "[dev-dependencies]");
            } else if counts
                && !line.starts_with('#')
                && let Some((name, _)) = line.split_once(['.', ' ', '='])
            {
                declared.insert(name.to_owned());
            }
        }
    }
    declared
}
