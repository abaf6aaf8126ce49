//! `login`: verifies the client's API key.
//!
//! A key may have signed in several accounts, through this API or the accounts API. The socket uses the one that was signed in last, unless
//! the request chooses another one by `phone`.

use super::conversation::{Conversation, Session, VerifiedClient};
use super::socket::Close;
use super::stop::{RequestError, Stop};
use super::wire::{Data, Frame, Malformed};
use crate::http::access::api_keys::Denied;
use crate::http::limits::limited::Limited;
use crate::keys::Scope;
use crate::telegram::{Error, PhoneNumber};

const EVENT: &str = "login";

impl Conversation<'_> {
    pub(super) async fn login(&mut self, data: &Data) -> Result<(), RequestError> {
        let key = data.required("apiKey")?;
        let phone = data.text("phone")?;
        let phone = phone.map(|phone| PhoneNumber::parse(&phone).ok_or(Malformed::Invalid("phone")));
        let phone = phone.transpose()?;
        let accounts = match self.services.keys.admit(self.services.client, key, Scope::Events).await {
            Ok(accounts) => accounts,
            Err(Denied::Missing | Denied::Unknown | Denied::Scope) => {
                return Ok(self.send(&Frame::failed(EVENT, "unauthorized")).await?);
            }
            Err(Denied::Limited(Limited { wait })) => return Ok(self.report_wait(EVENT, wait).await?),
            Err(Denied::Store(error)) => return Err(Error::Store(error).into()),
        };
        let is_same = self.verified.as_ref().is_some_and(|verified| verified.accounts.key() == accounts.key());
        match &mut self.verified {
            Some(verified) if is_same && phone.is_none() && verified.session != Session::Ended => {
                let message = "Already verified. Send data to 'telegram login' or 'users'.";
                return Ok(self.send(&Frame::success(EVENT, message)).await?);
            }
            Some(verified) if is_same => {
                verified.phone = phone;
                verified.session = Session::Any;
            }
            _ => {
                self.verified = None;
                let Some(permit) = self.services.sockets.per_key.acquire(accounts.key()) else {
                    self.send(&Frame::failed(EVENT, "too many sockets")).await?;
                    return Err(RequestError::Stop(Stop::Close(Close::TOO_MANY)));
                };
                self.verified = Some(VerifiedClient { accounts, session: Session::Any, phone, _permit: permit });
            }
        }
        // The subscriptions may be those of another account.
        self.live.clear();
        let message = match self.find_session().await? {
            Some(_) => "session already exists, call 'users'.",
            None => "send phone number",
        };
        Ok(self.send(&Frame::success(EVENT, message)).await?)
    }
}
