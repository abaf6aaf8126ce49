//! Handles a client's requests, one after the other.
//!
//! Frames have no request id that would tell responses apart, so a request that arrives during a stream waits for its end: in a short queue, and
//! when that is full in the connection. Messages of subscriptions are pushed in between.
//!
//! A failure after which the original closes the socket is a [`Stop`]; after any other failure the conversation continues.

use tracing::debug;

use super::conversation::{Conversation, Services};
use super::live::LiveMessages;
use super::socket::{Close, Inbox, Outbox};
use super::stop::{RequestError, Stop};
use super::wire::{CONNECTED, Frame, Malformed, Request};
use crate::store::keys;

/// Greets the client, and handles its requests until the socket is to be closed.
pub(super) async fn run_conversation(services: Services<'_>, inbox: Inbox, outbox: Outbox) -> Close {
    let live = LiveMessages::default();
    let pushing = live.clone().push(outbox.clone());
    let handling = handle_requests(Conversation { services, outbox, live, verified: None }, inbox);
    let Err(stop) = tokio::select! {
        end = handling => end,
        end = pushing => end,
    };
    match stop {
        Stop::Close(close) => close,
        Stop::Disconnected => Close::NORMAL,
    }
}

async fn handle_requests(
    mut conversation: Conversation<'_>,
    mut inbox: Inbox,
) -> Result<std::convert::Infallible, Stop> {
    conversation.outbox.send(CONNECTED.to_owned()).await?;
    loop {
        match tokio::time::timeout(conversation.services.check_every, inbox.recv()).await {
            Ok(Some(text)) => conversation.handle(&text).await?,
            Ok(None) => return Err(Stop::Disconnected),
            Err(_) => {
                conversation.check_key("login").await?;
            }
        }
    }
}

impl Conversation<'_> {
    async fn handle(&mut self, text: &str) -> Result<(), Stop> {
        let Request { event, data } = match Request::read(text) {
            Ok(request) => request,
            Err(malformed) => return self.refuse(&malformed).await,
        };
        debug!(event, "a request was received over a socket");
        if !self.check_key(&event).await? {
            return Ok(());
        }
        let handled = match event.as_str() {
            "login" => self.login(&data).await,
            "telegram login" => self.telegram_login(&data).await,
            "users" => self.users(&data).await,
            "chats" => self.chats(&data).await,
            "subscribe" => self.subscribe(&data).await,
            "unsubscribe" => self.unsubscribe(&data).await,
            "logout" => self.log_out(&data).await,
            _ => Ok(self.send(&Frame::failed(&event, "unknown event")).await?),
        };
        match handled {
            Ok(()) => Ok(()),
            Err(RequestError::Stop(stop)) => Err(stop),
            Err(RequestError::Malformed(malformed)) => self.refuse(&malformed).await,
            Err(RequestError::Failed(error)) => self.report_failure(&event, &error).await,
        }
    }

    /// Reports a malformed frame, and closes the socket.
    async fn refuse(&mut self, malformed: &Malformed) -> Result<(), Stop> {
        let event = match malformed {
            Malformed::Json(_) => "JSON parsing error",
            Malformed::Missing(_) | Malformed::Invalid(_) => "JSON data error",
        };
        self.send_last(&Frame::failed(event, malformed.to_string())).await
    }

    /// Closes the socket if the client's key is no longer valid. Returns false if that could not be checked.
    async fn check_key(&mut self, event: &str) -> Result<bool, Stop> {
        let Some(verified) = &self.verified else { return Ok(true) };
        match keys::find(self.services.store, verified.accounts.key()).await {
            Ok(Some(_)) => Ok(true),
            Ok(None) => {
                self.send(&Frame::failed(event, "unauthorized")).await?;
                Err(Stop::Close(Close::REVOKED))
            }
            Err(error) => self.report_failure(event, &error.into()).await.map(|()| false),
        }
    }
}
