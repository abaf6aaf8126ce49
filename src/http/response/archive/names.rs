//! Names that stay apart when they are unpacked side by side.

use std::collections::HashMap;

/// The same names, with a number in those that a name before them takes, also where a file system does not tell capitals from small letters.
pub(super) fn distinct(names: impl IntoIterator<Item = String>) -> Vec<String> {
    // How often a name was wanted, so that a thousand of the same are not counted up from one each time.
    let mut wanted = HashMap::<String, u32>::new();
    let mut distinct = Vec::new();
    for name in names {
        let mut number = *wanted.entry(name.to_lowercase()).and_modify(|times| *times += 1).or_insert(1);
        let mut candidate = name.clone();
        while number > 1 {
            candidate = numbered(&name, number);
            if !wanted.contains_key(&candidate.to_lowercase()) {
                wanted.insert(candidate.to_lowercase(), 1);
                wanted.insert(name.to_lowercase(), number);
                break;
            }
            number += 1;
        }
        distinct.push(candidate);
    }
    distinct
}

/// `film.mp4` as `film (2).mp4`.
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
    fn a_name_that_is_taken_gets_a_number() {
        assert_eq!(of(&["a.jpg", "b.jpg"]), ["a.jpg", "b.jpg"]);
        assert_eq!(of(&["a.jpg", "a.jpg", "a.jpg"]), ["a.jpg", "a (2).jpg", "a (3).jpg"]);
        assert_eq!(of(&["a.jpg", "a (2).jpg", "a.jpg"]), ["a.jpg", "a (2).jpg", "a (3).jpg"]);
        assert_eq!(of(&["a.jpg", "a.jpg", "a (2).jpg"]), ["a.jpg", "a (2).jpg", "a (2) (2).jpg"]);
        assert_eq!(of(&["Ä.JPG", "ä.jpg"]), ["Ä.JPG", "ä (2).jpg"]);
        assert_eq!(of(&["readme", "README", ".env", ".env"]), ["readme", "README (2)", ".env", ".env (2)"]);
    }

    proptest! {
        #[test]
        fn no_two_are_the_same(names in proptest::collection::vec("[aA]{1,2}( \\([23]\\)){0,2}(\\.b)?", 0..40)) {
            let distinct = distinct(names.clone());
            let lower: HashSet<_> = distinct.iter().map(|name| name.to_lowercase()).collect();
            prop_assert_eq!(lower.len(), names.len());
        }
    }
}
