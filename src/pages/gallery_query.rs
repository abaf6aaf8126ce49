//! What a gallery's address asks for: a type, words, a day, and where to begin. All of it stands in the address, so that every view can be
//! linked, the back button works, and none of it needs scripts.

use rocket::FromForm;
use time::{Date, Time};

use super::filter::Filter;
use crate::http::response::disposition::percent_encode;
use crate::telegram::{MediaQuery, MessageId};

/// What is not understood is left out: an address from elsewhere should show something.
#[derive(Clone, Default, FromForm)]
pub(super) struct Find {
    #[field(name = "type")]
    pub kind: Option<Filter>,
    /// Words in captions and file names.
    pub q: Option<String>,
    /// The day to begin with (UTC); older ones follow.
    pub date: Option<Date>,
    /// The message to begin below, on later pages for readers without scripts.
    pub before: Option<i32>,
}

impl Find {
    /// The words, where there are any.
    pub fn words(&self) -> Option<&str> {
        self.q.as_deref().map(str::trim).filter(|words| !words.is_empty())
    }

    /// The same for Telegram.
    pub fn query(&self, limit: u32) -> MediaQuery {
        MediaQuery {
            limit,
            before: self.before.filter(|id| *id > 0).map(MessageId),
            kind: self.kind.map(|Filter(kind)| kind),
            text: self.words().map(str::to_owned),
            from: None,
            to: self.date.map(|date| date.with_time(Time::MAX).assume_utc()),
        }
    }

    /// The address that finds the same in another type.
    pub fn in_type(&self, kind: Option<Filter>) -> String {
        Self { kind, before: None, ..self.clone() }.address()
    }

    /// The address that finds the same among older items.
    pub fn below(&self, id: MessageId) -> String {
        Self { before: Some(id.0), ..self.clone() }.address()
    }

    /// The address without words.
    pub fn without_words(&self) -> String {
        Self { q: None, before: None, ..self.clone() }.address()
    }

    /// The parameters of the gallery API's list for the same, without where to begin.
    pub fn api_query(&self) -> String {
        let date = self.words().and(self.date).map(|date| date.to_string());
        join([("type", self.kind.map(Filter::name)), ("q", self.words()), ("to", date.as_deref())])
    }

    fn address(&self) -> String {
        let date = self.date.map(|date| date.to_string());
        let before = self.before.map(|id| id.to_string());
        let kind = self.kind.map(Filter::name);
        let query =
            join([("type", kind), ("q", self.words()), ("date", date.as_deref()), ("before", before.as_deref())]);
        if query.is_empty() { "/".into() } else { format!("/?{query}") }
    }
}

fn join<const N: usize>(fields: [(&str, Option<&str>); N]) -> String {
    let fields = fields.iter().filter_map(|(name, value)| Some(format!("{name}={}", percent_encode((*value)?))));
    fields.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use rocket::form::Form;
    use rocket::http::RawStr;
    use time::macros::{date, datetime};

    use super::*;
    use crate::telegram::MediaKind;

    fn find(query: &str) -> Find {
        Form::parse_encoded(RawStr::new(query)).expect("nothing is refused")
    }

    #[test]
    fn an_address_says_what_it_was_made_from() {
        let query = "type=video&q=sea%20%26%20sky&date=2026-11-20&before=41";
        assert_eq!(find(query).address(), format!("/?{query}"));
        assert_eq!(find("").address(), "/");
        assert_eq!(find("q=%20&before=7").in_type(None), "/");
        assert_eq!(find("q=x&before=7").below(MessageId(3)), "/?q=x&before=3");
        assert_eq!(find("q=x&type=photo").without_words(), "/?type=photo");
    }

    #[test]
    fn a_day_is_whole_and_older_ones_follow() {
        let query = find("date=2026-11-20&type=photo").query(5);
        assert_eq!((query.from, query.kind), (None, Some(MediaKind::Photo)));
        assert!(query.to.is_some_and(|to| to > datetime!(2026-11-20 23:59:59 UTC)));
        assert_eq!(find("date=2026-11-20").date, Some(date!(2026 - 11 - 20)));
    }

    #[test]
    fn what_is_not_understood_is_left_out() {
        let found = find("type=nonsense&date=yesterday&before=x&utm=1");
        assert_eq!(found.address(), "/");
        assert_eq!(find("before=-1").query(5).before, None);
    }

    #[test]
    fn scripts_read_on_with_the_same_words_and_type() {
        assert_eq!(find("type=photo&date=2026-11-20&before=9").api_query(), "type=photo");
        assert_eq!(find("q=a+b&date=2026-11-20").api_query(), "q=a%20b&to=2026-11-20");
    }
}
