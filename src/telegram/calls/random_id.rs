//! Random ids.

/// A random id for a file or message that is sent. Telegram refuses a second message with the same id.
pub fn random_id() -> i64 {
    let number = getrandom::u64().expect("the operating system provides random numbers");
    i64::from_le_bytes(number.to_le_bytes())
}
