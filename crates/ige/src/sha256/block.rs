//! What the hash reads at a time.

/// Sixteen words.
pub(super) type Block = [u8; 64];
