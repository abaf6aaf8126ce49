//! The form of every refusal.

use serde::Serialize;
use utoipa::ToSchema;

use crate::http::errors::code::Code;

/// Every refusal.
#[derive(Serialize, ToSchema)]
#[schema(as = Error)]
pub struct ErrorBody {
    /// A sentence for people.
    #[schema(example = "User not authenticated.")]
    pub error: &'static str,
    /// The same for programs: it does not change.
    #[schema(example = "not_authenticated")]
    pub code: Code,
    /// What went wrong, for whoever looks into it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub details: Option<String>,
    /// Seconds until it is worth trying again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub retry_after: Option<u64>,
    /// The code was right, the second factor is missing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub password_required: bool,
    /// The hint that the owner left.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub password_hint: Option<String>,
    /// The largest size in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub limit: Option<u64>,
}

impl ErrorBody {
    /// A refusal with nothing but its sentence and its code.
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
