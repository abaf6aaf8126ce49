//! Where a code went, as all APIs tell it.

use serde::Serialize;
use utoipa::ToSchema;

use crate::telegram::{CodeDelivery, CodeSent};

/// Where a code went, and what comes next.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SentCode)]
pub struct SentCodeBody {
    /// `app`: a message in the person's Telegram apps. `sms`: a text message; `sms_word` and `sms_phrase`: with a word or a phrase instead of digits.
    /// `call`: a call that says it. `flash_call` and `missed_call`: the number that calls is the code, or its last digits are. `email`: the e-mail
    /// address for signing in. `fragment`: the owner of the number sees it at fragment.com.
    #[schema(value_type = String, example = "app", pattern = "^(app|sms|sms_word|sms_phrase|call|flash_call|missed_call|email|fragment)$")]
    pub via: &'static str,
    /// The number of its characters.
    #[schema(required, example = 5)]
    pub length: Option<u32>,
    /// Of an e-mail address: what is shown of it. Of a call: how its number begins. Of a word or a phrase: how it begins.
    #[schema(required, example = "a***@example.org")]
    pub pattern: Option<String>,
    /// Where it goes if it is requested again.
    #[schema(required, value_type = Option<String>, example = "sms")]
    pub next: Option<&'static str>,
    /// After how many seconds it can be requested again.
    #[schema(required, example = 60)]
    pub wait: Option<u64>,
}

impl From<&CodeSent> for SentCodeBody {
    fn from(sent: &CodeSent) -> Self {
        Self {
            via: sent.via.name(),
            length: sent.length,
            pattern: sent.pattern.clone(),
            next: sent.next.map(CodeDelivery::name),
            wait: sent.next_after.map(|wait| wait.as_secs()),
        }
    }
}
