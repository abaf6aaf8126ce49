//! The texts of the pages, one file for each language: `static/words/<tag>.json`.
//!
//! A file has sections of keys. A text may have places to fill, `{name}`; a text that counts has a form for one and one for all other
//! numbers. Templates read them as `{{ w.section.key }}`, scripts by `say("section.key")` (`static/js/model/words.js`), this side by
//! [`Words::text`]. The section `refusals` has the sentences of refusals, the API's and the pages' own, by what they are in English.
//!
//! The tests hold the languages to the same keys, and the keys to those that are in use.

use serde::Serialize;
use serde_json::Value;

use super::language::Language;
use crate::browser::Error;
use crate::http::errors::failure::whole_seconds;

/// The words of all languages.
pub(super) struct Dictionary {
    english: Words,
    spanish: Words,
}

/// The words of one language.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Words(Value);

impl Dictionary {
    /// The files that were compiled in.
    pub fn embedded() -> Self {
        let read = |text| Words(serde_json::from_str(text).expect("a test reads the same files"));
        Self {
            english: read(include_str!("../../static/words/en.json")),
            spanish: read(include_str!("../../static/words/es.json")),
        }
    }

    /// Those of one language.
    pub fn of(&self, language: Language) -> &Words {
        match language {
            Language::English => &self.english,
            Language::Spanish => &self.spanish,
        }
    }
}

impl Words {
    /// The text of a key, such as `timeline.empty`. Keys stand whole in the source, where the tests find them; one that is missing is
    /// shown as it is.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.value(key).and_then(Value::as_str).unwrap_or(key)
    }

    /// The text of a key with its places filled.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let value = |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        fill_places(self.text(key), value)
    }

    /// The form of a key's text for a number, with the number in its place.
    pub fn count(&self, key: &str, count: u64) -> String {
        let form = if count == 1 { "one" } else { "other" };
        let text = self.value(key).and_then(|forms| forms[form].as_str()).unwrap_or(key);
        text.replace("{count}", &count.to_string())
    }

    /// What a page says of a refusal, with the time to wait. A failure of ours is logged.
    pub fn refusal(&self, error: &Error) -> String {
        error.log(None);
        match error.wait().map(whole_seconds) {
            Some(seconds) => self.fill("failure.wait", &[("wait", &self.wait(seconds))]),
            None => self.sentence(error.text()).to_owned(),
        }
    }

    /// The sentence of a refusal.
    fn sentence<'a>(&'a self, english: &'a str) -> &'a str {
        self.0["refusals"][english].as_str().unwrap_or(english)
    }

    /// Seconds in the unit people use.
    fn wait(&self, seconds: u64) -> String {
        match seconds {
            0..120 => self.count("wait.seconds", seconds),
            120..7200 => self.count("wait.minutes", seconds.div_ceil(60)),
            _ => self.count("wait.hours", seconds.div_ceil(3600)),
        }
    }

    fn value(&self, key: &str) -> Option<&Value> {
        let (section, key) = key.split_once('.')?;
        self.0.get(section)?.get(key)
    }
}

/// A text with its places filled, once: a value that looks like a place stays as it is, and so does a place without a value.
pub(super) fn fill_places(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let place = after.split_once('}').and_then(|(name, after)| Some((value(name)?, after)));
        rest = match place {
            Some((value, after)) => {
                filled.push_str(&value);
                after
            }
            None => {
                filled.push('{');
                after
            }
        };
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests;
