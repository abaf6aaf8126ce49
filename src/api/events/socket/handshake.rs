//! The opening handshake (RFC 6455, section 4.2): which requests are upgraded, and the responses to all others.
//!
//! Every page of the web can make a browser open a WebSocket to this server, so `Origin` is checked first. Programs send no `Origin` and are
//! accepted, because the key in the first frame is what counts.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rocket::http::{Header, Status};
use rocket::request::{FromRequest, Outcome};
use rocket::response::{self, Responder};
use rocket::serde::json::Json;
use rocket::{Request, Response};
use serde::Serialize;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use crate::http::access::gate;
use crate::http::errors::guard_error;
use crate::http::request::methods;

/// The only version of the protocol.
const VERSION: &str = "13";

/// A request that can be upgraded.
pub struct Handshake {
    /// `Sec-WebSocket-Accept`: the answer to the client's key.
    pub accept: String,
}

/// Why a request is not upgraded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandshakeError {
    /// It is not a WebSocket handshake, or not of version 13: 426.
    NotWebSocket,
    /// Its key is not 16 bytes in base64: 400.
    InvalidKey,
    /// A page of an origin that is not allowed: 403.
    Origin,
    /// `Host` names another host: 400.
    Host,
    /// Too many sockets from this address: 429.
    TooManyFromAddress,
    /// Too many sockets in all: 503.
    TooManyInAll,
    /// The method is not `GET`: 405.
    MethodNotAllowed,
    /// Any other status of Rocket's.
    Http(Status),
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Handshake {
    type Error = HandshakeError;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        match accept(request) {
            Ok(accept) => Outcome::Success(Self { accept }),
            Err(error) => {
                guard_error::set(request, error);
                Outcome::Error((error.status(), error))
            }
        }
    }
}

fn accept(request: &Request<'_>) -> Result<String, HandshakeError> {
    let headers = request.headers();
    if headers.contains("Origin") && !gate::may_change(request) {
        return Err(HandshakeError::Origin);
    }
    let has = |name, expected: &str| {
        headers.get(name).flat_map(|value| value.split(',')).any(|token| token.trim().eq_ignore_ascii_case(expected))
    };
    let only = |name| {
        let mut values = headers.get(name);
        values.next().map(str::trim).filter(|_| values.next().is_none())
    };
    if !has("Upgrade", "websocket") || !has("Connection", "upgrade") || only("Sec-WebSocket-Version") != Some(VERSION) {
        return Err(HandshakeError::NotWebSocket);
    }
    let key = only("Sec-WebSocket-Key").ok_or(HandshakeError::InvalidKey)?;
    match STANDARD.decode(key) {
        Ok(bytes) if bytes.len() == 16 => Ok(derive_accept_key(key.as_bytes())),
        _ => Err(HandshakeError::InvalidKey),
    }
}

impl HandshakeError {
    fn status(self) -> Status {
        match self {
            Self::NotWebSocket => Status::UpgradeRequired,
            Self::InvalidKey | Self::Host => Status::BadRequest,
            Self::Origin => Status::Forbidden,
            Self::TooManyFromAddress => Status::TooManyRequests,
            Self::TooManyInAll => Status::ServiceUnavailable,
            Self::MethodNotAllowed => Status::MethodNotAllowed,
            Self::Http(status) => status,
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::NotWebSocket => "this is a WebSocket (RFC 6455, version 13)",
            Self::InvalidKey => "Sec-WebSocket-Key must be 16 bytes in base64",
            Self::Origin => "pages of this origin may not connect",
            Self::Host => "this is another host",
            Self::TooManyFromAddress => "too many sockets from this address",
            Self::TooManyInAll => "too many sockets",
            Self::MethodNotAllowed => "this is a WebSocket, which is opened by GET",
            Self::Http(status) => status.reason_lossy(),
        }
    }
}

/// The body of the response, like the data of a failed frame.
#[derive(Serialize)]
struct ErrorBody {
    status: &'static str,
    message: &'static str,
}

impl<'r> Responder<'r, 'static> for HandshakeError {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let body = Json(ErrorBody { status: "failed", message: self.message() });
        let mut response = Response::build_from(body.respond_to(request)?);
        response.status(self.status());
        match self {
            Self::NotWebSocket => {
                response.raw_header("Upgrade", "websocket");
                response.raw_header("Connection", "Upgrade");
                response.header(Header::new("Sec-WebSocket-Version", VERSION));
            }
            Self::TooManyFromAddress | Self::TooManyInAll => {
                response.raw_header("Retry-After", "60");
            }
            Self::MethodNotAllowed => {
                response.raw_header("Allow", methods::allow_header(&methods::of(request)));
            }
            Self::InvalidKey | Self::Origin | Self::Host | Self::Http(_) => {}
        }
        response.ok()
    }
}
