//! Random numbers from the operating system.

/// `N` random bytes.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// Any 64-bit number.
pub(crate) fn number() -> i64 {
    i64::from_le_bytes(bytes())
}

/// A positive id.
pub(crate) fn id() -> i64 {
    (number() & i64::MAX).max(1)
}

/// `N` letters and digits, as in `phone_code_hash`.
pub(crate) fn token<const N: usize>() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    bytes::<N>().iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}
