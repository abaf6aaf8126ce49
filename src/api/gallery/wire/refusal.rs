//! The form of every refusal.

use serde::Serialize;
use utoipa::ToSchema;

/// Every refusal.
#[derive(Default, Serialize, ToSchema)]
#[schema(as = Error)]
pub struct ErrorBody {
    /// A sentence for people.
    #[schema(example = "User not authenticated.")]
    pub error: &'static str,
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
