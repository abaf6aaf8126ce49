//! Distinct names for the files of a zip.

use std::collections::HashMap;

/// Adds a number to each name that an earlier one has already. Names that only differ in case count as equal, as some file systems have it.
pub(super) fn distinct(names: impl IntoIterator<Item = String>) -> Vec<String> {
    // The last number of each name, so that equal names do not count up from 1 each time.
    let mut last_numbers = HashMap::<String, u32>::new();
    let mut distinct = Vec::new();
    for name in names {
        let mut number = *last_numbers.entry(name.to_lowercase()).and_modify(|last| *last += 1).or_insert(1);
        let mut candidate = name.clone();
        while number > 1 {
            candidate = numbered(&name, number);
            if !last_numbers.contains_key(&candidate.to_lowercase()) {
                last_numbers.insert(candidate.to_lowercase(), 1);
                last_numbers.insert(name.to_lowercase(), number);
                break;
            }
            number += 1;
        }
        distinct.push(candidate);
    }
    distinct
}

/// `clip.mp4` as `clip (2).mp4`.
fn numbered(name: &str, number: u32) -> String {
    match name.rfind('.') {
        Some(dot) if dot > 0 => format!("{} ({number}){}", &name[..dot], &name[dot..]),
        _ => format!("{name} ({number})"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn of(names: &[&str]) -> Vec<String> {
        distinct(names.iter().map(|name| (*name).to_owned()))
    }

    #[test]
    fn a_repeated_name_gets_a_number() {
        assert_eq!(of(&["a.jpg", "b.jpg"]), ["a.jpg", "b.jpg"]);
        assert_eq!(of(&["a.jpg", "a.jpg", "a.jpg"]), ["a.jpg", "a (2).jpg", "a (3).jpg"]);
        assert_eq!(of(&["a.jpg", "a (2).jpg", "a.jpg"]), ["a.jpg", "a (2).jpg", "a (3).jpg"]);
        assert_eq!(of(&["a.jpg", "a.jpg", "a (2).jpg"]), ["a.jpg", "a (2).jpg", "a (2) (2).jpg"]);
        assert_eq!(of(&["Ä.JPG", "ä.jpg"]), ["Ä.JPG", "ä (2).jpg"]);
        assert_eq!(of(&["readme", "README", ".env", ".env"]), ["readme", "README (2)", ".env", ".env (2)"]);
    }

    proptest! {
        #[test]
        fn all_names_are_distinct(names in proptest::collection::vec("[aA]{1,2}( \\([23]\\)){0,2}(\\.b)?", 0..40)) {
            let distinct = distinct(names.clone());
            let lower: HashSet<_> = distinct.iter().map(|name| name.to_lowercase()).collect();
            prop_assert_eq!(lower.len(), names.len());
        }
    }
}
