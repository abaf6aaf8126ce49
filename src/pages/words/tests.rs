//! All languages have the same texts, and every text is used.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use super::*;
use crate::browser::Operation;
use crate::telegram;

/// All texts by their keys; a text with a number as two, `section.key.one` and `section.key.other`.
fn texts(language: Language) -> BTreeMap<String, String> {
    let dictionary = Dictionary::embedded();
    let Value::Object(sections) = &dictionary.of(language).0 else { panic!("sections") };
    let mut texts = BTreeMap::new();
    for (section, keys) in sections {
        for (key, value) in keys.as_object().expect("keys") {
            match value {
                Value::String(text) => {
                    texts.insert(format!("{section}.{key}"), text.clone());
                }
                forms => {
                    let forms = forms.as_object().expect("a text, or forms");
                    assert_eq!(forms.keys().collect::<Vec<_>>(), ["one", "other"], "{section}.{key}");
                    for (form, text) in forms {
                        texts.insert(format!("{section}.{key}.{form}"), text.as_str().expect("a text").to_owned());
                    }
                }
            }
        }
    }
    texts
}

/// The placeholders of a text.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// The templates, scripts and pages' code, without comments.
fn sources() -> String {
    fn read(folder: &Path, extension: &str, into: &mut String) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                read(&path, extension, into);
            } else if path.extension().is_some_and(|found| found == extension) && !path.ends_with("words/tests.rs") {
                let text = std::fs::read_to_string(&path).expect("text");
                into.extend(
                    text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]),
                );
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = String::new();
    for (folder, extension) in [("templates", "j2"), ("static/js", "js"), ("src/pages", "rs")] {
        read(&root.join(folder), extension, &mut all);
    }
    all
}

fn is_part_of_a_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

#[test]
fn every_language_has_every_text_with_the_same_placeholders() {
    let (english, spanish) = (texts(Language::English), texts(Language::Spanish));
    let keys = |texts: &BTreeMap<String, String>| texts.keys().cloned().collect::<BTreeSet<_>>();
    let missing: Vec<_> = keys(&english).symmetric_difference(&keys(&spanish)).cloned().collect();
    assert!(missing.is_empty(), "in one language only: {missing:#?}");
    for (key, text) in &english {
        assert_eq!(placeholders(text), placeholders(&spanish[key]), "{key}");
        assert!(!text.trim().is_empty() && !spanish[key].trim().is_empty(), "{key}");
    }
}

#[test]
fn every_text_is_used() {
    let sources = sources();
    let is_used = |key: &str| {
        let in_a_template = || {
            let name = format!("w.{key}");
            sources.match_indices(&name).any(|(at, _)| {
                let next = sources[at + name.len()..].chars().next();
                !next.is_some_and(is_part_of_a_word)
            })
        };
        sources.contains(&format!("\"{key}\"")) || in_a_template()
    };
    let keys = texts(Language::English);
    let keys = keys.keys().filter(|key| !key.starts_with("refusals."));
    let plain = keys.map(|key| key.trim_end_matches(".one").trim_end_matches(".other"));
    let unused: BTreeSet<_> = plain.filter(|key| !is_used(key)).collect();
    assert!(unused.is_empty(), "not used: {unused:#?}");
}

#[test]
fn every_text_in_use_exists() {
    let sources = sources();
    let known: BTreeSet<_> = texts(Language::English)
        .keys()
        .map(|key| key.trim_end_matches(".one").trim_end_matches(".other").to_owned())
        .collect();
    let keys = |opening| sources.split(opening).skip(1).map(|rest: &str| rest.split('"').next().unwrap_or_default());
    let by_name = keys("say(\"").chain(keys("words.text(\""));
    let in_templates = sources.split(" w.").skip(1).map(|rest| {
        let end = rest.find(|letter: char| !is_part_of_a_word(letter) && letter != '.').unwrap_or(rest.len());
        rest[..end].trim_end_matches('.')
    });
    let missing: BTreeSet<_> = by_name.chain(in_templates).filter(|key| !known.contains(*key)).collect();
    assert!(missing.is_empty(), "used, but missing: {missing:#?}");
}

#[test]
fn every_sentence_of_the_api_is_translated() {
    let sources = [
        include_str!("../../browser/error.rs"),
        include_str!("../../browser/sentence.rs"),
        include_str!("../../telegram/refusals.rs"),
        include_str!("../../api/gallery/error.rs"),
    ];
    let sentences = sources.iter().flat_map(|source| source.split('"')).filter(|text| {
        text.ends_with('.') && text.starts_with(|first: char| first.is_ascii_uppercase()) && !text.contains('\n')
    });
    let sentences: BTreeSet<_> = sentences.map(str::to_owned).collect();
    assert!(sentences.len() > 30, "found only {}", sentences.len());
    let translated: BTreeSet<_> = texts(Language::English)
        .into_iter()
        .filter_map(|(key, text)| {
            let sentence = key.strip_prefix("refusals.")?.to_owned();
            assert_eq!(sentence, text, "English has the API's own sentences");
            Some(sentence)
        })
        .collect();
    let wrong: Vec<_> = sentences.symmetric_difference(&translated).collect();
    assert!(wrong.is_empty(), "in the API or in the translations, but not in both: {wrong:#?}");
}

#[test]
fn waits_are_in_the_readers_language() {
    let dictionary = Dictionary::embedded();
    let refusal = |language, seconds| {
        dictionary
            .of(language)
            .refusal(&Operation::SendCode.failed(telegram::Error::Wait(Duration::from_secs(seconds))))
    };
    let english = [1, 42, 120, 7200].map(|seconds| refusal(Language::English, seconds));
    let waits = ["1 second", "42 seconds", "2 minutes", "2 hours"];
    assert_eq!(english, waits.map(|wait| format!("Too many requests. Please try again in {wait}.")));
    assert_eq!(refusal(Language::Spanish, 42), "Demasiadas solicitudes. Vuelve a intentarlo en 42 segundos.");
}

#[test]
fn refusals_are_in_the_readers_language() {
    let dictionary = Dictionary::embedded();
    let refusal = |language| dictionary.of(language).refusal(&Error::PhoneRequired);
    assert_eq!(refusal(Language::English), "Phone number is required.");
    assert_eq!(refusal(Language::Spanish), "Falta el número de teléfono.");
}

#[test]
fn placeholders_are_filled_once() {
    let value = |name: &str| (name == "name").then(|| "{size} {name}".to_owned());
    assert_eq!(fill_placeholders("{name} of {size}, {", value), "{size} {name} of {size}, {");
}
