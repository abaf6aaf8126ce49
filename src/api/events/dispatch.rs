//! Reading a client's requests and answering them, one after the other.
//!
//! Frames carry no number by which answers could be told apart, so a request that arrives while a stream runs waits for its end (and, once some
//! wait already, in the client's own connection). What was subscribed to is pushed in between.
//!
//! The document's failures with a closed socket are a [`Stop`]; every other failure is a frame, and the conversation goes on.

use tracing::debug;

use super::conversation::{Conversation, Services};
use super::live::Live;
use super::socket::{Close, Inbox, Outbox};
use super::stop::{RequestError, Stop};
use super::wire::{CONNECTED, Frame, Malformed, Request};
use crate::store::keys;

/// Greets, and answers until the socket is to be closed.
pub(super) async fn converse(services: Services<'_>, inbox: Inbox, outbox: Outbox) -> Close {
    let live = Live::default();
    let pushing = live.clone().push(outbox.clone());
    let answering = answer(Conversation { services, outbox, live, verified: None }, inbox);
    let Err(stop) = tokio::select! {
        end = answering => end,
        end = pushing => end,
    };
    match stop {
        Stop::Close(close) => close,
        Stop::Gone => Close::NORMAL,
    }
}

async fn answer(mut conversation: Conversation<'_>, mut inbox: Inbox) -> Result<std::convert::Infallible, Stop> {
    conversation.outbox.say(CONNECTED.to_owned()).await?;
    loop {
        match tokio::time::timeout(conversation.services.check_every, inbox.recv()).await {
            Ok(Some(text)) => conversation.hear(&text).await?,
            Ok(None) => return Err(Stop::Gone),
            Err(_) => {
                conversation.check_key("login").await?;
            }
        }
    }
}

impl Conversation<'_> {
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
            Err(RequestError::Stop(stop)) => Err(stop),
            Err(RequestError::Malformed(malformed)) => self.refuse(&malformed).await,
            Err(RequestError::Failed(error)) => self.tell_failure(&event, &error).await,
        }
    }

    /// Reports what is wrong with a frame, and ends.
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
        match keys::find(self.services.store, verified.accounts.key()).await {
            Ok(Some(_)) => Ok(true),
            Ok(None) => {
                self.say(&Frame::failed(event, "unauthorized")).await?;
                Err(Stop::Close(Close::REVOKED))
            }
            Err(error) => self.tell_failure(event, &error.into()).await.map(|()| false),
        }
    }
}
