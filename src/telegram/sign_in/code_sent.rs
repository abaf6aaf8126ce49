//! A code that Telegram sent.

use std::fmt;

/// What belongs to a code that was sent (`phone_code_hash`); of no use without the session that asked for it. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeHash(pub(super) String);

impl CodeHash {
    /// As Telegram wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for CodeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeHash(…)")
    }
}

/// Where Telegram sent the code, and how long it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeSent {
    /// What belongs to it.
    pub hash: CodeHash,
    /// How many characters the code has, where Telegram says so.
    pub length: Option<u32>,
    /// `app`, `sms`, `call`, …
    pub via: &'static str,
}
