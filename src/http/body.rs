//! Request bodies that are known to be whole.
//!
//! Rocket reads the first bytes of every body before anyone asks, and swallows an error there: a connection that breaks at that point
//! leaves a body that seems to end. So the bytes are counted, and have to be as many as `Content-Length` said.

use std::time::Duration;

use rocket::Request;
use rocket::data::{Data, ToByteUnit};
use tokio::io::AsyncReadExt;
use tokio::time::timeout;

/// How long a sender may pause.
pub const STALL: Duration = Duration::from_secs(30);

/// A body that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    /// More than the limit: 413.
    #[error("the body is larger than {limit} bytes")]
    TooLarge {
        /// In bytes.
        limit: u64,
    },
    /// It broke off: 400.
    #[error("the body broke off")]
    Incomplete,
    /// Nothing came for a while: 408.
    #[error("nothing came for {} seconds", STALL.as_secs())]
    Stalled,
}

/// What `Content-Length` says; `None` for a chunked body.
pub fn content_length(request: &Request<'_>) -> Option<u64> {
    request.headers().get_one("Content-Length").and_then(|length| length.parse().ok())
}

/// Reads a small body whole.
pub async fn read(request: &Request<'_>, data: Data<'_>, limit: u64) -> Result<Vec<u8>, BodyError> {
    let announced = content_length(request);
    if announced.is_some_and(|announced| announced > limit) {
        return Err(BodyError::TooLarge { limit });
    }
    let mut stream = data.open((limit + 1).bytes());
    let mut bytes = Vec::with_capacity(announced.unwrap_or_default() as usize);
    loop {
        match timeout(STALL, stream.read_buf(&mut bytes)).await {
            Err(_) => return Err(BodyError::Stalled),
            Ok(Err(_)) => return Err(BodyError::Incomplete),
            Ok(Ok(0)) => break,
            Ok(Ok(_)) if bytes.len() as u64 > limit => return Err(BodyError::TooLarge { limit }),
            Ok(Ok(_)) => {}
        }
    }
    match announced {
        Some(announced) if announced != bytes.len() as u64 => Err(BodyError::Incomplete),
        _ => Ok(bytes),
    }
}
