//! The state of a conversation, and what all its requests share: sending frames, finding the account, reporting failures.
//!
//! Waits and outages of Telegram do not end a conversation: the socket stays open, and the client may try again.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use rocket::Request;
use rocket::request::{FromRequest, Outcome};
use serde::Serialize;
use tracing::error;

use super::live::LiveMessages;
use super::socket::{Close, Outbox};
use super::sockets::Sockets;
use super::stop::{RequestError, Stop};
use super::texts::{INVALID, REVOKED, refusal_code};
use super::wire::Frame;
use crate::accounts::KeyAccounts;
use crate::config::Config;
use crate::http::access::api_keys::ApiKeys;
use crate::http::errors::failure::{self, whole_seconds};
use crate::http::limits::concurrency::Permit;
use crate::http::limits::sign_in::SignInLimits;
use crate::http::request::client::Client;
use crate::http::request::state::{managed, needs};
use crate::store::{AccountId, KeyId, Store};
use crate::telegram::{self, Account, Error, PhoneNumber, Refusal};

/// The parts of the server that a conversation uses.
pub(super) struct Services<'r> {
    pub(super) keys: &'r ApiKeys,
    pub(super) limits: &'r SignInLimits,
    pub(super) store: &'r Store,
    pub(super) sockets: &'r Sockets,
    pub(super) client: Client,
    /// How often the key is looked up, so that a conversation ends when its key is revoked.
    pub(super) check_every: Duration,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Services<'r> {
    type Error = Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        Outcome::Success(Self {
            keys: managed(request),
            limits: managed(request),
            store: managed(request),
            sockets: managed(request),
            client: Client::of(request),
            check_every: managed::<Config>(request).time_limits.listeners.check_every,
        })
    }
}

needs!(Services<'_>: ApiKeys, SignInLimits, Store, Sockets, Config);

/// A conversation with one client.
pub(super) struct Conversation<'r> {
    pub(super) services: Services<'r>,
    pub(super) outbox: Outbox,
    pub(super) live: LiveMessages,
    pub(super) verified: Option<VerifiedClient>,
}

/// A client whose API key was verified.
pub(super) struct VerifiedClient {
    pub(super) accounts: KeyAccounts,
    /// The account that it uses.
    pub(super) session: Session,
    /// The number that it signs in with, or has chosen.
    pub(super) phone: Option<PhoneNumber>,
    pub(super) _permit: Permit<KeyId>,
}

/// The account that a client uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Session {
    /// The first one that is found.
    Any,
    /// The one that was found. It does not change when the key signs in others.
    One(AccountId),
    /// The account was logged out elsewhere. No other one is used until the client asks for it.
    Ended,
}

impl Conversation<'_> {
    /// Sends a frame.
    pub(super) async fn send<M: Serialize>(&self, frame: &Frame<'_, M>) -> Result<(), Stop> {
        Ok(self.outbox.send(frame.text()).await?)
    }

    /// Sends the last frame, and closes the socket.
    pub(super) async fn send_last<M: Serialize>(&self, frame: &Frame<'_, M>) -> Result<(), Stop> {
        self.send(frame).await?;
        Err(Stop::Close(Close::NORMAL))
    }

    /// The account that this client uses. Closes the socket if there is none, as the original does.
    pub(super) async fn session(&mut self, event: &str) -> Result<Arc<Account>, RequestError> {
        match self.find_session().await? {
            Some(account) => Ok(account),
            None => {
                self.send_last(&Frame::failed(event, "login required")).await?;
                Err(RequestError::Stop(Stop::Close(Close::NORMAL)))
            }
        }
    }

    /// The account that this client uses, if there is one.
    pub(super) async fn find_session(&mut self) -> Result<Option<Arc<Account>>, telegram::Error> {
        let Some(verified) = &mut self.verified else { return Ok(None) };
        let found = match (&verified.phone, verified.session) {
            (_, Session::Ended) => None,
            (Some(phone), Session::Any) => verified.accounts.get(phone).await?,
            (Some(phone), Session::One(used)) => {
                verified.accounts.get(phone).await?.filter(|account| account.id() == used)
            }
            (None, Session::Any) => verified.accounts.latest().await?,
            (None, Session::One(used)) => verified.accounts.find(used).await?,
        };
        verified.session = match (&found, verified.session) {
            (Some(account), _) => Session::One(account.id()),
            (None, Session::Any) => Session::Any,
            (None, Session::One(_) | Session::Ended) => Session::Ended,
        };
        Ok(found)
    }

    /// Notes that the account was logged out elsewhere.
    pub(super) fn forget_session(&mut self) {
        self.live.clear();
        if let Some(verified) = &mut self.verified {
            verified.session = Session::Ended;
        }
    }

    /// Reports a failure that the client did not cause.
    pub(super) async fn report_failure(&mut self, event: &str, error: &Error) -> Result<(), Stop> {
        let frame = match error {
            Error::Wait(wait) => return self.report_wait(event, *wait).await,
            Error::SignedOut => {
                self.forget_session();
                Frame::failed(event, REVOKED)
            }
            Error::Unavailable(_) => Frame::failed(event, "telegram is not available, try again later"),
            Error::OpenElsewhere(wait) => {
                Frame::failed(event, "another server process uses this account, try again later").retry_after(*wait)
            }
            Error::NotFound => Frame::failed(event, INVALID),
            Error::Rejected(rejected) => Frame::failed(event, INVALID).reason(refusal_code(*rejected)),
            Error::Rpc { .. } | Error::Protocol(_) | Error::Store(_) => match error.refusal() {
                Some(refusal) => refused(event, refusal),
                None => {
                    error!(event, error = failure::details(error), "a request over a socket failed");
                    Frame::failed(event, "internal error, try again later")
                }
            },
        };
        self.send(&frame).await
    }

    /// Reports a wait.
    pub(super) async fn report_wait(&mut self, event: &str, wait: Duration) -> Result<(), Stop> {
        let message = format!("too many requests, try again in {} seconds", whole_seconds(wait));
        self.send(&Frame::failed(event, message).retry_after(wait)).await
    }
}

/// What Telegram refuses, in its sentence.
fn refused(event: &str, refusal: Refusal) -> Frame<'_, &'static str> {
    let frame = Frame::failed(event, refusal.sentence.trim_end_matches('.')).reason("refused");
    match refusal.wait() {
        Some(wait) => frame.retry_after(wait),
        None => frame,
    }
}
