//! The close frames that the server sends, with the codes of RFC 6455, section 7.4.1.

use std::io;

use tokio_tungstenite::tungstenite;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

/// A close frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Close {
    code: CloseCode,
    reason: &'static str,
}

impl Close {
    /// The end of a conversation: 1000, without a reason, as in the original.
    pub const NORMAL: Self = Self::new(CloseCode::Normal, "");
    /// The server stops.
    pub const GOING_AWAY: Self = Self::new(CloseCode::Away, "the server is shutting down");
    /// A binary frame was received.
    pub const TEXT_ONLY: Self = Self::new(CloseCode::Unsupported, "frames must be JSON text");
    /// Neither frames nor pongs were received for too long.
    pub const IDLE: Self = Self::new(CloseCode::Policy, "nothing was received from you for too long");
    /// Frames could not be written for too long.
    pub const TOO_SLOW: Self = Self::new(CloseCode::Again, "you read too slowly");
    /// The key has as many open sockets as are allowed.
    pub const TOO_MANY: Self = Self::new(CloseCode::Again, "too many sockets with this key");
    /// The API key was revoked while the socket was open.
    pub const REVOKED: Self = Self::new(CloseCode::Library(4401), "unauthorized");

    const PROTOCOL: Self = Self::new(CloseCode::Protocol, "protocol error");
    const NOT_UTF8: Self = Self::new(CloseCode::Invalid, "text must be UTF-8");
    const TOO_BIG: Self = Self::new(CloseCode::Size, "the message is too big");

    const fn new(code: CloseCode, reason: &'static str) -> Self {
        Self { code, reason }
    }

    /// The close frame for a broken rule; `None` if the connection is lost.
    pub(super) fn for_error(error: &tungstenite::Error) -> Option<Self> {
        use tungstenite::Error;
        use tungstenite::error::ProtocolError;
        match error {
            Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => None,
            Error::Protocol(_) => Some(Self::PROTOCOL),
            Error::Utf8(_) => Some(Self::NOT_UTF8),
            Error::Capacity(_) => Some(Self::TOO_BIG),
            Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => Some(Self::PROTOCOL),
            _ => None,
        }
    }
}

impl From<Close> for CloseFrame {
    fn from(Close { code, reason }: Close) -> Self {
        Self { code, reason: reason.into() }
    }
}
