//! Numbers that nobody can guess.

/// Random bytes from the operating system.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system has random numbers");
    bytes
}

/// A random positive id.
pub fn id() -> i64 {
    (i64::from_le_bytes(bytes()) & i64::MAX).max(1)
}

/// Random letters and digits, as in `phone_code_hash`.
pub fn token<const N: usize>() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    bytes::<N>().iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}
