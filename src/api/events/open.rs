//! `GET /ws/telegram/`: upgrades a request to a WebSocket, within the limits on open sockets.

use std::io;
use std::net::IpAddr;
use std::pin::Pin;

use rocket::data::{IoHandler, IoStream};
use rocket::http::Status;
use rocket::response::{self, Responder};
use rocket::{Catcher, Request, Response, Route, Shutdown, State, catch, catchers, get, routes};

use super::conversation::Services;
use super::dispatch::run_conversation;
use super::socket::{self, Handshake, HandshakeError};
use crate::config::Config;
use crate::config::time_limits::SocketLimits;
use crate::http::access::gate::Refusal;
use crate::http::errors::guard_error;
use crate::http::errors::unanswered::{self, Unanswered};
use crate::http::limits::concurrency::Permit;

pub(super) fn routes() -> Vec<Route> {
    routes![open]
}

pub(super) fn catchers() -> Vec<Catcher> {
    catchers![catch_all]
}

#[get("/")]
fn open<'r>(
    handshake: Handshake,
    services: Services<'r>,
    config: &'r State<Config>,
    shutdown: Shutdown,
) -> Result<UpgradeResponse<'r>, HandshakeError> {
    let sockets = services.sockets;
    let of_address =
        sockets.per_address.acquire(services.client.network()).ok_or(HandshakeError::TooManyFromAddress)?;
    let in_all = sockets.total.acquire(()).ok_or(HandshakeError::TooManyInAll)?;
    let limits = config.time_limits.sockets;
    let socket = Socket { services, limits, shutdown, _permits: (of_address, in_all) };
    Ok(UpgradeResponse { accept: handshake.accept, socket })
}

#[catch(default)]
fn catch_all(status: Status, request: &Request<'_>) -> HandshakeError {
    unanswered::error(status, request, guard_error::take, HandshakeError::from)
}

impl From<Unanswered> for HandshakeError {
    fn from(why: Unanswered) -> Self {
        match why {
            Unanswered::Refused(Refusal::Host) => Self::Host,
            Unanswered::Refused(Refusal::Origin) => Self::Origin,
            Unanswered::MethodNotAllowed(_) => Self::MethodNotAllowed,
            Unanswered::Http(status) => Self::Http(status),
        }
    }
}

/// The 101 response, which upgrades the connection.
struct UpgradeResponse<'r> {
    accept: String,
    socket: Socket<'r>,
}

impl<'r, 'o: 'r> Responder<'r, 'o> for UpgradeResponse<'o> {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'o> {
        // Rocket sets the status and the headers of every upgrade too, but only after the access log.
        Response::build()
            .status(Status::SwitchingProtocols)
            .raw_header("Sec-WebSocket-Accept", self.accept)
            .upgrade("websocket", self.socket)
            .ok()
    }
}

/// An open socket and its permits.
struct Socket<'r> {
    services: Services<'r>,
    limits: SocketLimits,
    shutdown: Shutdown,
    _permits: (Permit<IpAddr>, Permit<()>),
}

#[rocket::async_trait]
impl IoHandler for Socket<'_> {
    async fn io(self: Pin<Box<Self>>, io: IoStream) -> io::Result<()> {
        let Self { services, limits, shutdown, _permits } = *Pin::into_inner(self);
        socket::run(io, limits, shutdown, |inbox, outbox| run_conversation(services, inbox, outbox)).await;
        Ok(())
    }
}
