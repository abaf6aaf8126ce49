//! The sizes of the cache of pieces, in memory and on disk.

use super::Error;
use super::raw::{Raw, Text};

/// The default size in memory, which holds the beginnings and ends of videos, and the pieces that several readers stream.
const CHUNK_CACHE: u64 = 128 << 20;

/// The sizes of the cache of pieces.
#[derive(Clone, Copy, Debug)]
pub struct Streaming {
    /// The size in memory in bytes; 0 for none.
    pub chunk_cache: u64,
    /// The size on disk in bytes; 0 (the default) for none.
    pub disk_cache: u64,
}

impl Streaming {
    pub(super) fn parse(raw: &Raw) -> Result<Self, Error> {
        Ok(Self {
            chunk_cache: size("CHUNK_CACHE", &raw.chunk_cache, CHUNK_CACHE)?,
            disk_cache: size("DISK_CACHE", &raw.disk_cache, 0)?,
        })
    }
}

/// A setting that is a size in bytes.
pub(super) fn size(name: &'static str, written: &Text, default: u64) -> Result<u64, Error> {
    let problem = || Error::new(name, "must be a size such as 256MiB, 1GiB, 500MB or a number of bytes");
    written.get().map_or(Ok(default), |text| bytes(text).ok_or_else(problem))
}

/// Parses a size: a whole number and a binary or decimal unit (`KiB`, `MB`, …, in any case), or a number of bytes.
fn bytes(text: &str) -> Option<u64> {
    let digits = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let factor: u64 = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kib" | "k" => 1 << 10,
        "mib" | "m" => 1 << 20,
        "gib" | "g" => 1 << 30,
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, expected) in [
            ("0", Some(0)),
            ("1048576", Some(1 << 20)),
            ("256MiB", Some(256 << 20)),
            ("256 mib", Some(256 << 20)),
            ("2G", Some(2 << 30)),
            ("500MB", Some(500_000_000)),
            ("", None),
            ("MiB", None),
            ("-1", None),
            ("1.5GiB", None),
            ("1 TiB", None),
            ("99999999999999999999", None),
            ("18446744073709551615k", None),
        ] {
            assert_eq!(bytes(text), expected, "{text}");
        }
    }
}
