//! What the map of the code says of files.

use std::collections::BTreeSet;

use super::sources::{root, text};

const MAP: &str = "docs/ARCHITECTURE.md";

/// Everything that stands in backticks and looks like a path of several names below the root or below `src/`.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter(|it| {
        it.trim_end_matches('/').contains('/') && (it.ends_with(".rs") || it.ends_with('/')) && !it.starts_with('/')
    })
}

/// The numbered list below a heading, a line for each step.
fn walk<'a>(map: &'a str, heading: &str) -> Vec<&'a str> {
    let (_, below) = map.split_once(heading).unwrap_or_else(|| panic!("{MAP} has no walk {heading:?}"));
    let steps = below.lines().skip_while(|line| !line.starts_with("1. ")).take_while(|line| !line.is_empty());
    steps.collect()
}

fn is_there(path: &str) -> bool {
    ["", "src/", "src/telegram/", "docs/"].iter().any(|below| root().join(below).join(path).exists())
}

#[test]
fn the_map_names_files_that_exist() {
    let map = text(MAP);
    let missing: Vec<_> = paths(&map).filter(|path| !is_there(path)).collect();
    assert!(missing.is_empty(), "{MAP} names {missing:?}");
}

#[test]
fn a_walk_passes_each_file_once() {
    let map = text(MAP);
    for heading in ["**The `Range` of a stream**", "**The `phone` of send-code**"] {
        let steps = walk(&map, heading);
        assert!(steps.len() > 8, "{heading} has {} steps", steps.len());
        let mut passed = BTreeSet::new();
        for step in steps {
            let path = paths(step).next().unwrap_or_else(|| panic!("{step:?} names no file"));
            assert!(root().join("src").join(path).is_file(), "{path} is no file below src");
            assert!(passed.insert(path), "{heading} passes {path} twice");
        }
    }
}
