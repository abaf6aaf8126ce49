//! `logout`: ends the conversation. The account stays signed in at Telegram, for the next `login` with the same key.

use super::conversation::Conversation;
use super::stop::RequestError;
use super::wire::{Data, Frame};

const EVENT: &str = "logout";

impl Conversation<'_> {
    pub(super) async fn log_out(&mut self, data: &Data) -> Result<(), RequestError> {
        if data.required("status")? != "disconnect" {
            return Ok(self.send(&Frame::failed(EVENT, "invalid logout status")).await?);
        }
        if self.verified.is_none() {
            return Ok(self.send(&Frame::failed(EVENT, "unauthorized")).await?);
        }
        Ok(self.send_last(&Frame::success(EVENT, "disconnected")).await?)
    }
}
