//! One client's conversation: who it is, what it asks, and in which order it is answered.
//!
//! Requests are answered one after the other, since frames carry no number by which answers could be told apart: what is asked while a
//! stream runs waits for its end (and, once some wait already, in the client's own connection). What was subscribed to is pushed in between.
//!
//! The document's failures with a closed socket are a [`Stop`]; every other failure is a frame, and the conversation goes on.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use tracing::debug;

use super::live::Live;
use super::open::Sockets;
use super::socket::{Close, Gone, Inbox, Outbox};
use super::wire::{CONNECTED, Frame, Malformed, Request};
use crate::http::access::api_keys::ApiKeys;
use crate::http::limits::concurrency::Permit;
use crate::http::limits::sign_in::SignInLimits;
use crate::http::request::client::Client;
use crate::keys::Holder;
use crate::store::{AccountId, KeyId, Store};
use crate::telegram::{self, Account, PhoneNumber};

/// How often an open socket's key is looked up, so that one that was revoked does not listen on.
const LOOK_UP_EVERY: Duration = Duration::from_secs(60);

/// What a conversation needs of the server.
pub(super) struct Desk<'r> {
    pub(super) keys: &'r ApiKeys,
    pub(super) limits: &'r SignInLimits,
    pub(super) store: &'r Store,
    pub(super) sockets: &'r Sockets,
    pub(super) client: Client,
}

/// A conversation under way.
pub(super) struct Talk<'r> {
    pub(super) desk: Desk<'r>,
    pub(super) outbox: Outbox,
    pub(super) live: Live,
    pub(super) verified: Option<Verified>,
}

/// A client that showed its key.
pub(super) struct Verified {
    pub(super) holder: Holder,
    /// The account that it uses.
    pub(super) session: Session,
    /// The number that it signs in, or chose.
    pub(super) phone: Option<PhoneNumber>,
    pub(super) _permit: Permit<KeyId>,
}

/// Which account a client uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Session {
    /// The first that is found.
    Any,
    /// The one that was found: it stays that one, however many its key signs in.
    One(AccountId),
    /// It has ended; the next is not taken unless the client says so.
    Ended,
}

/// Why a conversation does not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// It is closed, after what was said.
    Close(Close),
    /// Nobody hears us any more.
    Gone,
}

impl From<Gone> for Stop {
    fn from(Gone: Gone) -> Self {
        Self::Gone
    }
}

/// Greets, and answers until it is time to close.
pub(super) async fn converse(desk: Desk<'_>, inbox: Inbox, outbox: Outbox) -> Close {
    let live = Live::default();
    let pushing = live.clone().push(outbox.clone());
    let answering = answer(Talk { desk, outbox, live, verified: None }, inbox);
    let Err(stop) = tokio::select! {
        end = answering => end,
        end = pushing => end,
    };
    match stop {
        Stop::Close(close) => close,
        Stop::Gone => Close::NORMAL,
    }
}

async fn answer(mut talk: Talk<'_>, mut inbox: Inbox) -> Result<std::convert::Infallible, Stop> {
    talk.outbox.say(CONNECTED.to_owned()).await?;
    loop {
        match tokio::time::timeout(LOOK_UP_EVERY, inbox.recv()).await {
            Ok(Some(text)) => talk.hear(&text).await?,
            Ok(None) => return Err(Stop::Gone),
            Err(_) => {
                talk.check_key("login").await?;
            }
        }
    }
}

impl Talk<'_> {
    async fn hear(&mut self, text: &str) -> Result<(), Stop> {
        let Request { event, data } = match Request::read(text) {
            Ok(request) => request,
            Err(malformed) => return self.refuse(&malformed).await,
        };
        debug!(event, "a request came over a socket");
        if !self.check_key(&event).await? {
            return Ok(());
        }
        let answered = match event.as_str() {
            "login" => self.login(&data).await,
            "telegram login" => self.telegram_login(&data).await,
            "users" => self.users(&data).await,
            "chats" => self.chats(&data).await,
            "subscribe" => self.subscribe(&data).await,
            "unsubscribe" => self.unsubscribe(&data).await,
            "logout" => self.log_out(&data).await,
            _ => Ok(self.say(&Frame::failed(&event, "unknown event")).await?),
        };
        match answered {
            Ok(()) => Ok(()),
            Err(Trouble::Stop(stop)) => Err(stop),
            Err(Trouble::Malformed(malformed)) => self.refuse(&malformed).await,
            Err(Trouble::Failed(error)) => self.tell_failure(&event, &error).await,
        }
    }

    /// Says what is wrong with a frame, and ends.
    async fn refuse(&mut self, malformed: &Malformed) -> Result<(), Stop> {
        let event = match malformed {
            Malformed::Json(_) => "JSON parsing error",
            Malformed::Missing(_) | Malformed::Invalid(_) => "JSON data error",
        };
        self.end(&Frame::failed(event, malformed.to_string())).await
    }

    /// Ends when the key that was shown is no longer good. Whether that could be found out.
    async fn check_key(&mut self, event: &str) -> Result<bool, Stop> {
        let Some(verified) = &self.verified else { return Ok(true) };
        match self.desk.store.key(verified.holder.key()).await {
            Ok(Some(_)) => Ok(true),
            Ok(None) => {
                self.say(&Frame::failed(event, "unauthorized")).await?;
                Err(Stop::Close(Close::REVOKED))
            }
            Err(error) => self.tell_failure(event, &error.into()).await.map(|()| false),
        }
    }

    /// Sends a frame.
    pub(super) async fn say<M: Serialize>(&self, frame: &Frame<'_, M>) -> Result<(), Stop> {
        Ok(self.outbox.say(frame.text()).await?)
    }

    /// Sends a last frame.
    pub(super) async fn end<M: Serialize>(&self, frame: &Frame<'_, M>) -> Result<(), Stop> {
        self.say(frame).await?;
        Err(Stop::Close(Close::NORMAL))
    }

    /// The account that this client uses; ends where there is none, as the original did.
    pub(super) async fn session(&mut self, event: &str) -> Result<Arc<Account>, Trouble> {
        match self.find_session().await? {
            Some(account) => Ok(account),
            None => {
                self.end(&Frame::failed(event, "login required")).await?;
                Err(Trouble::Stop(Stop::Close(Close::NORMAL)))
            }
        }
    }

    /// The account that this client uses.
    pub(super) async fn find_session(&mut self) -> Result<Option<Arc<Account>>, telegram::Error> {
        let Some(verified) = &mut self.verified else { return Ok(None) };
        let accounts = match &verified.phone {
            Some(phone) => verified.holder.account(phone).await?.into_iter().collect(),
            None => verified.holder.accounts().await?,
        };
        let found = match verified.session {
            Session::Any => accounts.into_iter().next(),
            Session::One(used) => accounts.into_iter().find(|account| account.id() == used),
            Session::Ended => None,
        };
        verified.session = match (&found, verified.session) {
            (Some(account), _) => Session::One(account.id()),
            (None, Session::Any) => Session::Any,
            (None, Session::One(_) | Session::Ended) => Session::Ended,
        };
        Ok(found)
    }

    /// After the session has ended elsewhere.
    pub(super) fn forget_session(&mut self) {
        self.live.clear();
        if let Some(verified) = &mut self.verified {
            verified.session = Session::Ended;
        }
    }
}

/// Why a request was not answered to its end.
pub(super) enum Trouble {
    /// The conversation does not go on.
    Stop(Stop),
    /// What came with the request is not what it needs.
    Malformed(Malformed),
    /// Telegram, or the server itself.
    Failed(telegram::Error),
}

impl From<Stop> for Trouble {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl From<Gone> for Trouble {
    fn from(gone: Gone) -> Self {
        Self::Stop(gone.into())
    }
}

impl From<Malformed> for Trouble {
    fn from(malformed: Malformed) -> Self {
        Self::Malformed(malformed)
    }
}

impl From<telegram::Error> for Trouble {
    fn from(error: telegram::Error) -> Self {
        Self::Failed(error)
    }
}
