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

/// `clip.mp4` as `clip (2).mp4`, `backup.tar.gz` as `backup (2).tar.gz`.
fn numbered(name: &str, number: u32) -> String {
    match extension(name) {
        Some(dot) => format!("{} ({number}){}", &name[..dot], &name[dot..]),
        None => format!("{name} ({number})"),
    }
}

/// Where the extension begins. That of a compressed tar has two parts.
fn extension(name: &str) -> Option<usize> {
    let dot = name.rfind('.').filter(|dot| *dot > 0)?;
    let stem = &name[..dot];
    let tar = stem.len().checked_sub(".tar".len()).filter(|at| *at > 0 && stem.is_char_boundary(*at));
    Some(tar.filter(|at| stem[*at..].eq_ignore_ascii_case(".tar")).unwrap_or(dot))
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

    #[test]
    fn the_number_stands_before_the_whole_extension() {
        assert_eq!(of(&["a.tar.gz", "a.tar.gz"]), ["a.tar.gz", "a (2).tar.gz"]);
        assert_eq!(of(&["A.TAR.zst", "a.tar.ZST"]), ["A.TAR.zst", "a (2).tar.ZST"]);
        assert_eq!(of(&[".tar.gz", ".tar.gz"]), [".tar.gz", ".tar (2).gz"]);
        assert_eq!(of(&["ätar.gz", "ätar.gz", "v1.2.gz", "v1.2.gz"])[1..], ["ätar (2).gz", "v1.2.gz", "v1.2 (2).gz"]);
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
