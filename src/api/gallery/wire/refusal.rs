//! The body of a refusal.

use serde::Serialize;
use utoipa::ToSchema;

use crate::http::errors::code::Code;

/// A refusal.
#[derive(Serialize, ToSchema)]
#[schema(as = Error)]
pub struct ErrorBody {
    /// A sentence for people.
    #[schema(example = "User not authenticated.")]
    pub error: &'static str,
    /// The same for programs. It never changes.
    #[schema(example = "not_authenticated")]
    pub code: Code,
    /// What went wrong, for debugging.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub details: Option<String>,
    /// Seconds after which a new attempt makes sense.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub retry_after: Option<u64>,
    /// The code was right, but the account has a second factor.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub password_required: bool,
    /// The hint that the owner set.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub password_hint: Option<String>,
    /// The largest accepted size in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub limit: Option<u64>,
}

impl ErrorBody {
    /// A refusal with its sentence and code alone.
    pub fn new(error: &'static str, code: Code) -> Self {
        Self {
            error,
            code,
            details: None,
            retry_after: None,
            password_required: false,
            password_hint: None,
            limit: None,
        }
    }
}
