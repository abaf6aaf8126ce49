//! The `Range` header (RFC 9110, section 14), for one file of known length.
//!
//! One range is served. A set with several satisfiable ranges gets the whole file, which the RFC allows. An invalid set gets 416, as from nginx
//! and Go; units other than bytes are ignored. Numbers that do not fit into 64 bits are past the end.

use crate::stream::ByteRange;

/// The range that a `Range` header requests of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestedRange {
    /// The whole file: 200.
    Whole,
    /// These bytes: 206.
    Part(ByteRange),
    /// No byte of the file: 416.
    Unsatisfiable,
}

/// Reads a `Range` header's value for a file of `length` bytes.
pub fn parse(value: &str, length: u64) -> RequestedRange {
    let Some((unit, set)) = value.split_once('=') else { return RequestedRange::Whole };
    if !unit.trim().eq_ignore_ascii_case("bytes") || length == 0 {
        return RequestedRange::Whole;
    }
    let mut specs = set.split(',').map(str::trim).filter(|spec| !spec.is_empty()).peekable();
    if specs.peek().is_none() {
        return RequestedRange::Whole;
    }
    let mut satisfiable = None;
    let mut several = false;
    for spec in specs {
        match resolve(spec, length) {
            Err(Invalid) => return RequestedRange::Unsatisfiable,
            Ok(None) => {}
            Ok(Some(range)) => several |= satisfiable.replace(range).is_some(),
        }
    }
    match satisfiable {
        None => RequestedRange::Unsatisfiable,
        Some(_) if several => RequestedRange::Whole,
        Some(range) => RequestedRange::Part(range),
    }
}

struct Invalid;

/// Resolves one range; `None` if it is outside of the file.
fn resolve(spec: &str, length: u64) -> Result<Option<ByteRange>, Invalid> {
    let (first, last) = spec.split_once('-').ok_or(Invalid)?;
    let (first, last) = (number(first.trim())?, number(last.trim())?);
    Ok(match (first, last) {
        (None, None) => return Err(Invalid),
        (None, Some(suffix)) => ByteRange::new(length.saturating_sub(suffix)..length),
        (Some(first), None) => ByteRange::new(first..length),
        (Some(first), Some(last)) if first > last => return Err(Invalid),
        (Some(first), Some(last)) => ByteRange::new(first..last.saturating_add(1).min(length)),
    })
}

/// Parses digits; `None` if there are none. Numbers too large for 64 bits become the largest one.
fn number(digits: &str) -> Result<Option<u64>, Invalid> {
    if digits.is_empty() {
        return Ok(None);
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Invalid);
    }
    Ok(Some(digits.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn part(start: u64, end: u64) -> RequestedRange {
        RequestedRange::Part(ByteRange::new(start..end).unwrap())
    }

    #[test]
    fn a_file_of_a_thousand_bytes() {
        use RequestedRange::{Unsatisfiable, Whole};
        for (value, expected) in [
            ("bytes=0-0", part(0, 1)),
            ("bytes=0-1", part(0, 2)),
            ("bytes=0-", part(0, 1000)),
            ("bytes=-1", part(999, 1000)),
            ("bytes=-5000", part(0, 1000)),
            ("bytes=999-", part(999, 1000)),
            ("bytes=990-5000", part(990, 1000)),
            ("BYTES=0-1", part(0, 2)),
            ("bytes= 0-1", part(0, 2)),
            ("bytes=0 - 1", part(0, 2)),
            ("bytes=0-1,", part(0, 2)),
            ("bytes=0-1,2000-", part(0, 2)),
            ("bytes=0-99999999999999999999", part(0, 1000)),
            ("bytes=-99999999999999999999", part(0, 1000)),
            ("bytes=0-18446744073709551615", part(0, 1000)),
            ("bytes=-0", Unsatisfiable),
            ("bytes=1000-", Unsatisfiable),
            ("bytes=99999999999999999999-", Unsatisfiable),
            ("bytes=99999999999999999998-99999999999999999999", Unsatisfiable),
            ("bytes=5-2", Unsatisfiable),
            ("bytes=a-b", Unsatisfiable),
            ("bytes=1", Unsatisfiable),
            ("bytes=-", Unsatisfiable),
            ("bytes=0x0-1", Unsatisfiable),
            ("bytes=0-1;x", Unsatisfiable),
            ("bytes=+0-1", Unsatisfiable),
            ("bytes=--1", Unsatisfiable),
            ("bytes=0-1,x", Unsatisfiable),
            ("bytes=2000-,3000-", Unsatisfiable),
            ("bytes=", Whole),
            ("bytes=,", Whole),
            ("items=0-1", Whole),
            ("none", Whole),
            ("", Whole),
            ("bytes=0-1,3-4", Whole),
            ("bytes=0-999,0-999", Whole),
        ] {
            assert_eq!(parse(value, 1000), expected, "{value}");
        }
    }

    #[test]
    fn an_empty_file_has_no_parts() {
        for value in ["bytes=0-0", "bytes=-1", "bytes=5-2"] {
            assert_eq!(parse(value, 0), RequestedRange::Whole, "{value}");
        }
    }

    proptest! {
        #[test]
        fn a_part_is_within_the_file(value in "(bytes=)?[0-9, -]{0,40}", length: u64) {
            if let RequestedRange::Part(range) = parse(&value, length) {
                prop_assert!(range.end() <= length);
            }
        }

        #[test]
        fn a_range_includes_its_last_byte(first in 0u64..5000, more in 0u64..5000, beyond in 1u64..5000) {
            let length = first + beyond;
            let expected = part(first, (first + more + 1).min(length));
            prop_assert_eq!(parse(&format!("bytes={first}-{}", first + more), length), expected);
        }
    }
}
