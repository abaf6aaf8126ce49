//! Names say what a thing is.

use std::collections::BTreeSet;

use super::graph::{SANDBOX, SERVER};

/// Words that say nothing alone, and are no names of types.
const VAGUE: &[&str] = &["Arriving", "At", "Keeping", "Left", "Place", "Shown", "To"];

/// Files with types that bear one all the same; the list shrinks.
const EXCEPTIONS: &[(&str, &str)] = &[];

#[test]
fn no_type_is_named_by_a_vague_word() {
    let mut found = BTreeSet::new();
    for (name, place) in SERVER.types.iter().chain(&SANDBOX.types) {
        if VAGUE.contains(&name.as_str()) {
            found.insert((place.split(':').next().expect("a file"), name.as_str()));
        }
    }
    let known = EXCEPTIONS.iter().copied().collect();
    assert_eq!(found, known, "types with vague names (left), and those that the list of exceptions has (right)");
}
