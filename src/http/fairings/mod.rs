//! What every answer passes, beside the gate and CORS ([`crate::http::access`]).

pub(super) mod access_log;
pub(super) mod compress;
pub(super) mod request_ids;
pub(super) mod security_headers;
