//! Fairings for every response. The gate and CORS are in [`crate::http::access`].

pub(super) mod access_log;
pub(super) mod compress;
pub(super) mod request_ids;
pub(super) mod security_headers;
