//! The opening handshake (RFC 6455, 4.2): who may open a socket, and what is answered to others.
//!
//! Every page of the web can make a browser open a socket to us, so `Origin` is looked at before anything else; programs send none and may
//! come in, since what counts is the key in the first frame.

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

/// The only version there is.
const VERSION: &str = "13";

/// A request that may become a socket.
pub struct Handshake {
    /// `Sec-WebSocket-Accept`: shows the client that its key was read.
    pub accept: String,
}

/// Why a request does not become a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is no WebSocket's, or not of version 13: 426.
    NoSocket,
    /// Its key is not 16 bytes in base64: 400.
    Key,
    /// A page that has no business here asks: 403.
    Origin,
    /// `Host` names somebody else: 400.
    Host,
    /// Too many sockets from this address: 429.
    TooMany,
    /// Too many sockets in all: 503.
    Full,
    /// The path is asked for nothing else: 405.
    Method,
    /// Whatever else is no socket.
    Http(Status),
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Handshake {
    type Error = Refused;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        match accept(request) {
            Ok(accept) => Outcome::Success(Self { accept }),
            Err(refused) => {
                guard_error::set(request, refused);
                Outcome::Error((refused.status(), refused))
            }
        }
    }
}

fn accept(request: &Request<'_>) -> Result<String, Refused> {
    let headers = request.headers();
    if headers.contains("Origin") && !gate::may_change(request) {
        return Err(Refused::Origin);
    }
    let has = |name, wanted: &str| {
        headers.get(name).flat_map(|value| value.split(',')).any(|token| token.trim().eq_ignore_ascii_case(wanted))
    };
    let only = |name| {
        let mut values = headers.get(name);
        values.next().map(str::trim).filter(|_| values.next().is_none())
    };
    if !has("Upgrade", "websocket") || !has("Connection", "upgrade") || only("Sec-WebSocket-Version") != Some(VERSION) {
        return Err(Refused::NoSocket);
    }
    let key = only("Sec-WebSocket-Key").ok_or(Refused::Key)?;
    match STANDARD.decode(key) {
        Ok(bytes) if bytes.len() == 16 => Ok(derive_accept_key(key.as_bytes())),
        _ => Err(Refused::Key),
    }
}

impl Refused {
    fn status(self) -> Status {
        match self {
            Self::NoSocket => Status::UpgradeRequired,
            Self::Key | Self::Host => Status::BadRequest,
            Self::Origin => Status::Forbidden,
            Self::TooMany => Status::TooManyRequests,
            Self::Full => Status::ServiceUnavailable,
            Self::Method => Status::MethodNotAllowed,
            Self::Http(status) => status,
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::NoSocket => "this is a WebSocket (RFC 6455, version 13)",
            Self::Key => "Sec-WebSocket-Key must be 16 bytes in base64",
            Self::Origin => "pages of this origin may not connect",
            Self::Host => "this is another host",
            Self::TooMany => "too many sockets from this address",
            Self::Full => "too many sockets",
            Self::Method => "this is a WebSocket, which is opened by GET",
            Self::Http(status) => status.reason_lossy(),
        }
    }
}

/// The body of a refusal; like the data of a frame.
#[derive(Serialize)]
struct RefusedBody {
    status: &'static str,
    message: &'static str,
}

impl<'r> Responder<'r, 'static> for Refused {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let body = Json(RefusedBody { status: "failed", message: self.message() });
        let mut response = Response::build_from(body.respond_to(request)?);
        response.status(self.status());
        match self {
            Self::NoSocket => {
                response.raw_header("Upgrade", "websocket");
                response.raw_header("Connection", "Upgrade");
                response.header(Header::new("Sec-WebSocket-Version", VERSION));
            }
            Self::TooMany | Self::Full => {
                response.raw_header("Retry-After", "60");
            }
            Self::Method => {
                response.raw_header("Allow", methods::allow_header(&methods::of(request)));
            }
            Self::Key | Self::Origin | Self::Host | Self::Http(_) => {}
        }
        response.ok()
    }
}
