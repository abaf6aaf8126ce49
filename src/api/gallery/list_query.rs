//! The parameters of `GET /get-saved-messages-media`, and the URL of the next page.
//!
//! Invalid values are refused: a front end with a misspelt filter should notice, not show everything. Unknown parameters are ignored.

use rocket::Request;
use rocket::form::ValueField;
use rocket::request::{FromRequest, Outcome};
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime, Time};

use super::error::Error;
use super::wire::{kind_name, kind_named};
use crate::digits;
use crate::http::errors::api_error::fail;
use crate::http::response::disposition::percent_encode;
use crate::telegram::{MediaKind, MediaQuery, MessageId};

const DEFAULT_LIMIT: u32 = 100;
const MAX_LIMIT: u32 = 500;
/// No search is longer.
const MAX_TEXT_BYTES: usize = 256;

/// A page of the list.
pub(super) struct ListQuery {
    pub query: MediaQuery,
    path: String,
    /// The dates as they were given, for the next page's URL.
    from: Option<String>,
    to: Option<String>,
}

impl ListQuery {
    fn parse<'a>(path: &str, fields: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Self, Error> {
        let mut query = MediaQuery { limit: DEFAULT_LIMIT, ..MediaQuery::default() };
        let (mut from, mut to) = (None, None);
        for (name, value) in fields.filter(|(_, value)| !value.is_empty()) {
            match name {
                "limit" => {
                    let limit = digits::number(value).filter(|limit| (1..=MAX_LIMIT).contains(limit));
                    query.limit =
                        limit.ok_or(Error::Parameter { name: "limit", expected: "a number from 1 to 500" })?;
                }
                "before" => query.before = Some(message_id(value)?),
                "type" => query.kind = Some(kind(value)?),
                "q" if value.len() <= MAX_TEXT_BYTES => query.text = Some(value.to_owned()),
                "q" => return Err(Error::Parameter { name: "q", expected: "at most 256 bytes long" }),
                "from" => {
                    query.from = Some(moment("from", value, Time::MIDNIGHT)?);
                    from = Some(value.to_owned());
                }
                "to" => {
                    query.to = Some(moment("to", value, Time::MAX)?);
                    to = Some(value.to_owned());
                }
                _ => {}
            }
        }
        if query.from.zip(query.to).is_some_and(|(from, to)| from > to) {
            return Err(Error::Parameter { name: "to", expected: "no earlier than from" });
        }
        Ok(Self { query, path: path.to_owned(), from, to })
    }

    /// The URL of the page after this one, which begins below that message.
    pub fn next(&self, before: MessageId) -> String {
        let mut address = format!("{}?before={}&limit={}", self.path, before.0, self.query.limit);
        let kind = self.query.kind.map(kind_name);
        let others = [
            ("type", kind),
            ("q", self.query.text.as_deref()),
            ("from", self.from.as_deref()),
            ("to", self.to.as_deref()),
        ];
        for (name, value) in others {
            if let Some(value) = value {
                address.push_str(&format!("&{name}={}", percent_encode(value)));
            }
        }
        address
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for ListQuery {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let fields: Vec<_> =
            request.query_fields().map(|ValueField { name, value }| (name.source().as_str(), value)).collect();
        match Self::parse(request.uri().path().as_str(), fields.into_iter()) {
            Ok(query) => Outcome::Success(query),
            Err(error) => Outcome::Error(fail(request, error)),
        }
    }
}

/// A kind of media by its name.
pub(super) fn kind(value: &str) -> Result<MediaKind, Error> {
    let expected = "photo, video, audio, voice, animation or document";
    kind_named(value).ok_or(Error::Parameter { name: "type", expected })
}

fn message_id(value: &str) -> Result<MessageId, Error> {
    let id = digits::number(value).filter(|id| *id > 0);
    id.map(MessageId).ok_or(Error::Parameter { name: "before", expected: "a message's id" })
}

/// A moment (RFC 3339), or that time of a day.
fn moment(name: &'static str, value: &str, time: Time) -> Result<OffsetDateTime, Error> {
    let value = &digits::plain(value);
    let day =
        Date::parse(value, format_description!("[year]-[month]-[day]")).map(|day| day.with_time(time).assume_utc());
    // A `+` in a query means a space, and many clients do not encode it.
    day.or_else(|_| OffsetDateTime::parse(&value.replace(' ', "+"), &Rfc3339)).map_err(|_| Error::Parameter {
        name,
        expected: "a date like 2026-11-20 or a moment like 2026-11-20T10:00:00Z",
    })
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn parse(fields: &[(&str, &str)]) -> Result<ListQuery, Error> {
        ListQuery::parse("/list", fields.iter().copied())
    }

    #[test]
    fn everything_has_a_default() {
        let query = parse(&[("utm_source", "x"), ("type", "")]).unwrap().query;
        assert_eq!((query.limit, query.before, query.kind, query.text), (100, None, None, None));
    }

    #[test]
    fn days_are_whole_and_moments_exact() {
        let query = parse(&[("from", "2026-11-20"), ("to", "2026-11-20")]).unwrap().query;
        assert_eq!(query.from, Some(datetime!(2026-11-20 00:00 UTC)));
        assert!(query.to.unwrap() > datetime!(2026-11-20 23:59:59 UTC));
        let query = parse(&[("from", "2026-11-20T10:00:00 02:00")]).unwrap().query;
        assert_eq!(query.from, Some(datetime!(2026-11-20 08:00 UTC)));
    }

    #[test]
    fn invalid_values_are_refused() {
        for (field, value) in [
            ("limit", "0"),
            ("limit", "501"),
            ("limit", "many"),
            ("before", "0"),
            ("before", "-1"),
            ("before", "99999999999"),
            ("type", "Photo"),
            ("type", "photos"),
            ("from", "yesterday"),
            ("to", "2026-13-01"),
            ("q", &"x".repeat(257)),
        ] {
            let error = parse(&[(field, value)]).err().expect("should be refused");
            assert!(matches!(error, Error::Parameter { name, .. } if name == field), "{field}={value}");
        }
        assert!(parse(&[("from", "2026-11-21"), ("to", "2026-11-20")]).is_err());
    }

    #[test]
    fn the_next_page_has_the_same_parameters() {
        let fields = [("type", "photo"), ("q", "sea & sky"), ("limit", "5"), ("from", "2026-01-01"), ("before", "90")];
        let query = parse(&fields).unwrap();
        let expected = "/list?before=41&limit=5&type=photo&q=sea%20%26%20sky&from=2026-01-01";
        assert_eq!(query.next(MessageId(41)), expected);
    }
}
