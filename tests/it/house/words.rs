//! Names say what a thing is.

use super::graph::{SANDBOX, SERVER};

/// Words that say nothing alone, and are no names of types.
const VAGUE: &[&str] = &["Arriving", "At", "Keeping", "Left", "Place", "Shown", "To"];

#[test]
fn no_type_is_named_by_a_vague_word() {
    let types = SERVER.types.iter().chain(&SANDBOX.types);
    let vague: Vec<_> = types.filter(|(name, _)| VAGUE.contains(&name.as_str())).collect();
    assert!(vague.is_empty(), "types with vague names: {vague:#?}");
}
