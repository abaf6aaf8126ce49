//! The query of a gallery's URL: a type, search words, a day, and where to begin. All of it is in the URL, so that every view can be linked,
//! the back button works, and no scripts are needed.

use rocket::FromForm;
use time::{Date, Time};

use super::filter::Filter;
use crate::http::response::disposition::percent_encode;
use crate::telegram::{MediaQuery, MessageId};

/// The query. Invalid values are ignored, so that a link from elsewhere still shows something.
#[derive(Clone, Default, FromForm)]
pub(super) struct GalleryQuery {
    #[field(name = "type")]
    pub kind: Option<Filter>,
    /// Words in captions and file names.
    pub q: Option<String>,
    /// The day to begin with (UTC), followed by older ones.
    pub date: Option<Date>,
    /// The message after which to begin, on later pages without scripts.
    pub before: Option<i32>,
}

impl GalleryQuery {
    /// The search words, if there are any.
    pub fn words(&self) -> Option<&str> {
        self.q.as_deref().map(str::trim).filter(|words| !words.is_empty())
    }

    /// The same as a query to Telegram.
    pub fn media_query(&self, limit: u32) -> MediaQuery {
        MediaQuery {
            limit,
            before: self.before.filter(|id| *id > 0).map(MessageId),
            kind: self.kind.map(|Filter(kind)| kind),
            text: self.words().map(str::to_owned),
            from: None,
            to: self.date.map(|date| date.with_time(Time::MAX).assume_utc()),
        }
    }

    /// The URL of the same query for another type.
    pub fn in_type(&self, kind: Option<Filter>) -> String {
        Self { kind, before: None, ..self.clone() }.url()
    }

    /// The URL of the same query for items older than that message.
    pub fn below(&self, id: MessageId) -> String {
        Self { before: Some(id.0), ..self.clone() }.url()
    }

    /// The URL of the same query without search words.
    pub fn without_words(&self) -> String {
        Self { q: None, before: None, ..self.clone() }.url()
    }

    /// The parameters for the same list in the gallery API, without where to begin.
    pub fn api_query(&self) -> String {
        let date = self.words().and(self.date).map(|date| date.to_string());
        join([("type", self.kind.map(Filter::name)), ("q", self.words()), ("to", date.as_deref())])
    }

    fn url(&self) -> String {
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

    fn parse(query: &str) -> GalleryQuery {
        Form::parse_encoded(RawStr::new(query)).expect("invalid values are ignored")
    }

    #[test]
    fn a_url_has_the_whole_query() {
        let query = "type=video&q=sea%20%26%20sky&date=2026-11-20&before=41";
        assert_eq!(parse(query).url(), format!("/?{query}"));
        assert_eq!(parse("").url(), "/");
        assert_eq!(parse("q=%20&before=7").in_type(None), "/");
        assert_eq!(parse("q=x&before=7").below(MessageId(3)), "/?q=x&before=3");
        assert_eq!(parse("q=x&type=photo").without_words(), "/?type=photo");
    }

    #[test]
    fn a_day_is_included_and_older_ones_follow() {
        let query = parse("date=2026-11-20&type=photo").media_query(5);
        assert_eq!((query.from, query.kind), (None, Some(MediaKind::Photo)));
        assert!(query.to.is_some_and(|to| to > datetime!(2026-11-20 23:59:59 UTC)));
        assert_eq!(parse("date=2026-11-20").date, Some(date!(2026 - 11 - 20)));
    }

    #[test]
    fn invalid_values_are_ignored() {
        let found = parse("type=nonsense&date=yesterday&before=x&utm=1");
        assert_eq!(found.url(), "/");
        assert_eq!(parse("before=-1").media_query(5).before, None);
    }

    #[test]
    fn scripts_continue_with_the_same_words_and_type() {
        assert_eq!(parse("type=photo&date=2026-11-20&before=9").api_query(), "type=photo");
        assert_eq!(parse("q=a+b&date=2026-11-20").api_query(), "q=a%20b&to=2026-11-20");
    }
}
