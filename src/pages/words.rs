//! The texts of the pages, one file for each language: `static/words/<tag>.json`.
//!
//! A file has sections of keys. A text may have placeholders, `{name}`; a text with a number has one form for 1 and another for all other
//! numbers. Templates use them as `{{ w.section.key }}`, scripts as `say("section.key")` (`static/js/model/words.js`), Rust code as
//! [`Words::text`]. The section `refusals` has the sentences of refusals, the API's and the pages'; their keys are the English ones.
//!
//! Tests check that all languages have the same keys, and that every key is used.

use serde::Serialize;
use serde_json::Value;

use super::language::Language;
use crate::browser::Error;
use crate::http::errors::failure::whole_seconds;

/// The texts of all languages.
pub(super) struct Dictionary {
    english: Words,
    spanish: Words,
}

/// The texts of one language.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Words(Value);

impl Dictionary {
    /// The files that are compiled in.
    pub fn embedded() -> Self {
        let read = |text| Words(serde_json::from_str(text).expect("a test reads the same files"));
        Self {
            english: read(include_str!("../../static/words/en.json")),
            spanish: read(include_str!("../../static/words/es.json")),
        }
    }

    /// The texts of a language.
    pub fn of(&self, language: Language) -> &Words {
        match language {
            Language::English => &self.english,
            Language::Spanish => &self.spanish,
        }
    }
}

impl Words {
    /// The text of a key, such as `timeline.empty`; the key itself if there is none. Write keys as whole literals, because the tests search the
    /// sources for them.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.value(key).and_then(Value::as_str).unwrap_or(key)
    }

    /// The text of a key with its placeholders filled.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let value = |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        fill_placeholders(self.text(key), value)
    }

    /// The form of a key's text for a number, with the number filled in.
    pub fn count(&self, key: &str, count: u64) -> String {
        let form = if count == 1 { "one" } else { "other" };
        let text = self.value(key).and_then(|forms| forms[form].as_str()).unwrap_or(key);
        text.replace("{count}", &count.to_string())
    }

    /// The text for a refusal, with the time to wait. An internal failure is logged.
    pub fn refusal(&self, error: &Error) -> String {
        error.log(None);
        match error.wait().map(whole_seconds) {
            Some(seconds) => self.fill("failure.wait", &[("wait", &self.wait(seconds))]),
            None => self.sentence(error.text()).to_owned(),
        }
    }

    /// The translation of a refusal's sentence.
    fn sentence<'a>(&'a self, english: &'a str) -> &'a str {
        self.0["refusals"][english].as_str().unwrap_or(english)
    }

    /// Seconds, minutes or hours.
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

/// A text with its placeholders filled, once: a value that looks like a placeholder is not filled again, and a placeholder without a value stays.
pub(super) fn fill_placeholders(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
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
