//! Sizes as the tables have them: signed.

/// For a column.
pub fn signed(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

/// From a column.
pub fn unsigned(size: i64) -> u64 {
    u64::try_from(size).unwrap_or_default()
}
