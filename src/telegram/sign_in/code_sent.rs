//! Codes that Telegram sent.

use std::fmt;

/// `phone_code_hash`, which belongs to a code that was sent. It is useless without the session that requested the code. It is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeHash(pub(super) String);

impl CodeHash {
    /// The hash as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for CodeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeHash(…)")
    }
}

/// A code that Telegram sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeSent {
    /// The hash that belongs to it.
    pub hash: CodeHash,
    /// The number of its characters, if Telegram says so.
    pub length: Option<u32>,
    /// How it was sent: `app`, `sms`, `call`, …
    pub via: &'static str,
}
