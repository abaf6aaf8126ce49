//! Random bytes from the operating system.

/// `N` random bytes.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A random 64-bit number.
pub(crate) fn number() -> i64 {
    i64::from_le_bytes(bytes())
}
