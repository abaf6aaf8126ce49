//! Conditional requests for a file (RFC 9110, section 13): evaluated in the order of section 13.2.2, then `If-Range` and `Range`.

use time::OffsetDateTime;

use super::range::{self, RequestedRange};
use crate::http::dates::http_date;
use crate::stream::ByteRange;

/// A strong entity tag, quotes included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ETag(String);

impl ETag {
    /// A strong tag of text without quotes and control characters.
    pub fn strong(opaque: &str) -> Self {
        debug_assert!(opaque.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"'));
        Self(format!("\"{opaque}\""))
    }

    /// The tag as in a header.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The headers of a conditional request. The values of repeated headers are joined with commas.
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    /// `If-Match`
    pub if_match: Option<String>,
    /// `If-Unmodified-Since`
    pub if_unmodified_since: Option<String>,
    /// `If-None-Match`
    pub if_none_match: Option<String>,
    /// `If-Modified-Since`
    pub if_modified_since: Option<String>,
    /// `If-Range`
    pub if_range: Option<String>,
    /// `Range`
    pub range: Option<String>,
}

/// The response to a conditional request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 200 with the whole file.
    Whole,
    /// 206 with these bytes.
    Part(ByteRange),
    /// 304.
    NotModified,
    /// 412.
    PreconditionFailed,
    /// 416.
    Unsatisfiable,
}

/// Evaluates the conditions. `ranges` is whether the method supports ranges (only `GET` does).
pub fn evaluate(
    conditions: &Conditions,
    etag: &ETag,
    last_modified: OffsetDateTime,
    length: u64,
    ranges: bool,
) -> Outcome {
    // HTTP dates have whole seconds.
    let last_modified = last_modified.replace_nanosecond(0).unwrap_or(last_modified);
    match (&conditions.if_match, &conditions.if_unmodified_since) {
        (Some(tags), _) if !lists(tags, |tag| tag == etag.as_str()) => return Outcome::PreconditionFailed,
        (None, Some(since)) if http_date::parse(since).is_some_and(|since| last_modified > since) => {
            return Outcome::PreconditionFailed;
        }
        _ => {}
    }
    match (&conditions.if_none_match, &conditions.if_modified_since) {
        (Some(tags), _) if lists(tags, |tag| tag.strip_prefix("W/").unwrap_or(tag) == etag.as_str()) => {
            return Outcome::NotModified;
        }
        (None, Some(since)) if http_date::parse(since).is_some_and(|since| last_modified <= since) => {
            return Outcome::NotModified;
        }
        _ => {}
    }
    let Some(range) = conditions.range.as_deref().filter(|_| ranges) else { return Outcome::Whole };
    let same = |validator: &str| validator == etag.as_str() || http_date::parse(validator) == Some(last_modified);
    if !conditions.if_range.as_deref().map(str::trim).is_none_or(same) {
        return Outcome::Whole;
    }
    match range::parse(range, length) {
        RequestedRange::Whole => Outcome::Whole,
        RequestedRange::Part(range) => Outcome::Part(range),
        RequestedRange::Unsatisfiable => Outcome::Unsatisfiable,
    }
}

/// Whether a list of entity tags is `*` or contains a match. Tags may contain commas, so the list cannot be split at them.
fn lists(list: &str, matches: impl Fn(&str) -> bool) -> bool {
    let mut rest = list.trim_start_matches([' ', '\t', ',']);
    if rest.trim_end() == "*" {
        return true;
    }
    while !rest.is_empty() {
        let opening = if rest.starts_with("W/") { 2 } else { 0 };
        let Some(opaque) = rest[opening..].strip_prefix('"') else { return false };
        let Some(closing) = opaque.find('"') else { return false };
        let (tag, after) = rest.split_at(opening + closing + 2);
        if matches(tag) {
            return true;
        }
        rest = after.trim_start_matches([' ', '\t', ',']);
    }
    false
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const SAME: &str = "Fri, 20 Nov 2026 10:00:00 GMT";
    const LATER: &str = "Fri, 20 Nov 2026 10:00:01 GMT";
    const EARLIER: &str = "Fri, 20 Nov 2026 09:59:59 GMT";

    fn ask(headers: &[(&str, &str)], ranges: bool) -> Outcome {
        let mut conditions = Conditions::default();
        for (name, value) in headers {
            let field = match *name {
                "If-Match" => &mut conditions.if_match,
                "If-Unmodified-Since" => &mut conditions.if_unmodified_since,
                "If-None-Match" => &mut conditions.if_none_match,
                "If-Modified-Since" => &mut conditions.if_modified_since,
                "If-Range" => &mut conditions.if_range,
                "Range" => &mut conditions.range,
                name => panic!("{name}"),
            };
            *field = Some((*value).to_owned());
        }
        evaluate(&conditions, &ETag::strong("a,b"), datetime!(2026-11-20 10:00:00.5 UTC), 1000, ranges)
    }

    #[test]
    fn conditions_are_evaluated_in_order() {
        let first = Outcome::Part(ByteRange::new(0..2).unwrap());
        for (headers, expected) in [
            (&[][..], Outcome::Whole),
            (&[("Range", "bytes=0-1")], first),
            (&[("Range", "bytes=1000-")], Outcome::Unsatisfiable),
            // If-Range: strong and exact.
            (&[("Range", "bytes=0-1"), ("If-Range", "\"a,b\"")], first),
            (&[("Range", "bytes=0-1"), ("If-Range", "\"other\"")], Outcome::Whole),
            (&[("Range", "bytes=0-1"), ("If-Range", "W/\"a,b\"")], Outcome::Whole),
            (&[("Range", "bytes=0-1"), ("If-Range", SAME)], first),
            (&[("Range", "bytes=0-1"), ("If-Range", LATER)], Outcome::Whole),
            (&[("Range", "bytes=0-1"), ("If-Range", EARLIER)], Outcome::Whole),
            (&[("Range", "bytes=0-1"), ("If-Range", "junk")], Outcome::Whole),
            (&[("Range", "bytes=1000-"), ("If-Range", "\"other\"")], Outcome::Whole),
            // If-None-Match: weak, and before the date.
            (&[("If-None-Match", "\"a,b\"")], Outcome::NotModified),
            (&[("If-None-Match", "W/\"a,b\"")], Outcome::NotModified),
            (&[("If-None-Match", "*")], Outcome::NotModified),
            (&[("If-None-Match", "\"x\", \"a,b\"")], Outcome::NotModified),
            (&[("If-None-Match", "\"x\",W/\"y\"")], Outcome::Whole),
            (&[("If-None-Match", "a,b")], Outcome::Whole),
            (&[("If-None-Match", "\"open")], Outcome::Whole),
            (&[("If-None-Match", "\"x\""), ("If-Modified-Since", SAME)], Outcome::Whole),
            (&[("If-None-Match", "\"a,b\""), ("Range", "bytes=0-1")], Outcome::NotModified),
            (&[("If-Modified-Since", SAME)], Outcome::NotModified),
            (&[("If-Modified-Since", LATER)], Outcome::NotModified),
            (&[("If-Modified-Since", EARLIER)], Outcome::Whole),
            (&[("If-Modified-Since", "junk")], Outcome::Whole),
            // If-Match: strong, and before everything.
            (&[("If-Match", "\"a,b\"")], Outcome::Whole),
            (&[("If-Match", "*")], Outcome::Whole),
            (&[("If-Match", "\"x\"")], Outcome::PreconditionFailed),
            (&[("If-Match", "W/\"a,b\"")], Outcome::PreconditionFailed),
            (&[("If-Match", "\"x\""), ("If-None-Match", "\"a,b\"")], Outcome::PreconditionFailed),
            (&[("If-Match", "\"a,b\""), ("If-Unmodified-Since", EARLIER)], Outcome::Whole),
            (&[("If-Unmodified-Since", EARLIER)], Outcome::PreconditionFailed),
            (&[("If-Unmodified-Since", SAME)], Outcome::Whole),
            (&[("If-Unmodified-Since", "junk")], Outcome::Whole),
            (&[("If-Match", "\"a,b\""), ("Range", "bytes=0-1")], first),
        ] {
            assert_eq!(ask(headers, true), expected, "{headers:?}");
        }
    }

    #[test]
    fn ranges_are_for_get_only() {
        assert_eq!(ask(&[("Range", "bytes=0-1")], false), Outcome::Whole);
        assert_eq!(ask(&[("Range", "bytes=1000-")], false), Outcome::Whole);
        assert_eq!(ask(&[("Range", "bytes=0-1"), ("If-None-Match", "*")], false), Outcome::NotModified);
    }
}
