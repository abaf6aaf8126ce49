//! The messages that a request names: one by an id in its path, or several by ids in its query.

use std::collections::BTreeSet;

use rocket::Request;
use rocket::form::ValueField;
use rocket::request::{FromParam, FromRequest, Outcome};

use super::error::Error;
use crate::digits;
use crate::http::errors::api_error::fail;
use crate::telegram::MessageId;

/// The most messages that one request may name.
const MAX_IDS: usize = 1000;
/// The most bytes that the files of one zip may have together. The server needs no limit; but a zip cannot be resumed, and a download that takes a day hardly succeeds.
pub(super) const MAX_BYTES: u64 = 64 << 30;
/// The description of a valid `ids`.
pub(super) const EXPECTED: &str = "1 to 1000 ids of media, separated by commas";

/// A message's id in a path.
pub(super) struct PathId(pub MessageId);

impl<'a> FromParam<'a> for PathId {
    type Error = ();

    fn from_param(text: &'a str) -> Result<Self, Self::Error> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let id = text.parse().ok().filter(|id| digits && *id > 0);
        id.map(|id| Self(MessageId(id))).ok_or(())
    }
}

/// The ids in a query, without duplicates, in their order.
pub(super) struct MessageIds(pub Vec<MessageId>);

impl MessageIds {
    /// `ids=1,2`, and `ids=1&ids=2` as a form's check boxes send it without scripts.
    fn parse<'a>(values: impl Iterator<Item = &'a str>) -> Result<Self, Error> {
        const REFUSED: Error = Error::Parameter { name: "ids", expected: EXPECTED };
        let mut seen = BTreeSet::new();
        let mut ids = Vec::new();
        for id in values.flat_map(|value| value.split(',')).map(str::trim).filter(|id| !id.is_empty()) {
            let id = digits::number(id).filter(|id| *id > 0).map(MessageId).ok_or(REFUSED)?;
            if seen.insert(id) {
                ids.push(id);
            }
            if ids.len() > MAX_IDS {
                return Err(REFUSED);
            }
        }
        if ids.is_empty() { Err(REFUSED) } else { Ok(Self(ids)) }
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for MessageIds {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let fields = request.query_fields().filter(|ValueField { name, .. }| name.source().as_str() == "ids");
        let values: Vec<_> = fields.map(|field| field.value).collect();
        match Self::parse(values.into_iter()) {
            Ok(messages) => Outcome::Success(messages),
            Err(error) => Outcome::Error(fail(request, error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(values: &[&str]) -> Option<Vec<i32>> {
        MessageIds::parse(values.iter().copied()).ok().map(|MessageIds(ids)| ids.into_iter().map(|id| id.0).collect())
    }

    #[test]
    fn ids_come_with_commas_or_one_by_one() {
        assert_eq!(parse(&["3,1,2"]), Some(vec![3, 1, 2]));
        assert_eq!(parse(&["3", "1,3", " 2 "]), Some(vec![3, 1, 2]));
        assert_eq!(parse(&["7,"]), Some(vec![7]));
    }

    #[test]
    fn invalid_lists_of_ids_are_refused() {
        for values in [&[][..], &[""], &[","], &["0"], &["-1"], &["1,x"], &["99999999999"], &["1;2"]] {
            assert_eq!(parse(values), None, "{values:?}");
        }
        let numbers = |to: usize| (1..=to).map(|id| id.to_string()).collect::<Vec<_>>().join(",");
        assert!(parse(&[&numbers(MAX_IDS)]).is_some());
        assert!(parse(&[&numbers(MAX_IDS + 1)]).is_none());
    }
}
