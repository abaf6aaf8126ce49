//! Codes that Telegram sent.

use std::fmt;
use std::time::Duration;

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
    /// Where it went.
    pub via: CodeDelivery,
    /// The number of its characters, if Telegram says so.
    pub length: Option<u32>,
    /// For e-mail: the address, with most of its letters hidden. For a missed call: the beginning of the number that calls. For a word or a phrase: how
    /// it begins.
    pub pattern: Option<String>,
    /// Where it would go if it were requested again.
    pub next: Option<CodeDelivery>,
    /// After which time it can be requested again.
    pub next_after: Option<Duration>,
}

/// How a code reaches a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeDelivery {
    /// A message in the person's Telegram apps.
    App,
    /// A text message.
    Sms,
    /// A text message with a word.
    SmsWord,
    /// A text message with a phrase.
    SmsPhrase,
    /// A call that says it.
    Call,
    /// A call whose number it is.
    FlashCall,
    /// A call that ends at once; the last digits of its number are the code.
    MissedCall,
    /// The e-mail address for signing in.
    Email,
    /// The owner of a number of Fragment sees it there.
    Fragment,
}

impl CodeDelivery {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::App,
        Self::Sms,
        Self::SmsWord,
        Self::SmsPhrase,
        Self::Call,
        Self::FlashCall,
        Self::MissedCall,
        Self::Email,
        Self::Fragment,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Sms => "sms",
            Self::SmsWord => "sms_word",
            Self::SmsPhrase => "sms_phrase",
            Self::Call => "call",
            Self::FlashCall => "flash_call",
            Self::MissedCall => "missed_call",
            Self::Email => "email",
            Self::Fragment => "fragment",
        }
    }
}
