//! Random ids.

/// A number under which Telegram keeps a file or message until it has an id of its own; it refuses the same number twice.
pub fn random_id() -> i64 {
    // It fails only when the operating system itself does, and then nothing else works either.
    let number = getrandom::u64().expect("the system gives random numbers");
    i64::from_le_bytes(number.to_le_bytes())
}
