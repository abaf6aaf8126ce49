//! Request bodies that are known to be complete.
//!
//! Rocket reads the first bytes of every body in advance and ignores errors there: if the connection breaks then, the body looks shorter than it
//! is. So the bytes are counted and compared with `Content-Length`.

use rocket::Request;
use rocket::data::{Data, ToByteUnit};
use tokio::io::{AsyncRead, AsyncReadExt, sink};
use tokio::time::timeout;

use super::state::managed;
use crate::config::{BodyLimits, Config};

/// How much is still read of a body that is refused, in bytes. Most senders read the answer only when they have sent everything; a connection
/// that is closed while they write is reset, and the refusal never arrives (RFC 9112, section 9.6).
pub const LINGER: u64 = 16 << 20;

/// A body that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    /// The body is larger than the limit: 413.
    #[error("the body is larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The body is incomplete: 400.
    #[error("the body broke off")]
    Incomplete,
    /// The client paused for too long: 408.
    #[error("nothing came for too long")]
    Stalled,
}

/// The value of `Content-Length`; `None` for a chunked body.
pub fn content_length(request: &Request<'_>) -> Option<u64> {
    request.headers().get_one("Content-Length").and_then(|length| length.parse().ok())
}

/// Reads what is left of a refused body and throws it away, as far as that is not too much and does not take too long.
pub async fn discard(body: impl AsyncRead + Unpin, limits: BodyLimits) {
    let mut rest = body.take(LINGER);
    // Whether it breaks off or goes on for ever: nobody needs it.
    let _ = timeout(limits.linger, tokio::io::copy(&mut rest, &mut sink())).await;
}

/// Reads a small body.
pub async fn read(request: &Request<'_>, data: Data<'_>, limit: u64) -> Result<Vec<u8>, BodyError> {
    let announced = content_length(request);
    let limits = managed::<Config>(request).time_limits.bodies;
    let mut stream = data.open((limit + LINGER).bytes());
    if announced.is_some_and(|announced| announced > limit) {
        discard(stream, limits).await;
        return Err(BodyError::TooLarge { limit });
    }
    let mut bytes = Vec::with_capacity(announced.unwrap_or_default() as usize);
    loop {
        match timeout(limits.stall, stream.read_buf(&mut bytes)).await {
            Err(_) => return Err(BodyError::Stalled),
            Ok(Err(_)) => return Err(BodyError::Incomplete),
            Ok(Ok(0)) => break,
            Ok(Ok(_)) if bytes.len() as u64 > limit => {
                discard(stream, limits).await;
                return Err(BodyError::TooLarge { limit });
            }
            Ok(Ok(_)) => {}
        }
    }
    match announced {
        Some(announced) if announced != bytes.len() as u64 => Err(BodyError::Incomplete),
        _ => Ok(bytes),
    }
}
