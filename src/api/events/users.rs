//! `users`: who is in a group, page by page.
//!
//! A page is asked for when the socket has taken the one before. With status `latest` only those are told of who joined since this key last read
//! the group; a position is written when a group was read to its end, since Telegram tells the newest first.

use super::conversation::{Talk, Trouble};
use super::failure::INVALID;
use super::wire::{Data, Frame, Malformed, UserMessage, latest};
use crate::store::{Newest, Place};
use crate::telegram::{Account, ChatDetails, ChatKind, ChatRef, ChatRefusal, Error, Member, Rejected};

const EVENT: &str = "users";

impl Talk<'_> {
    pub(super) async fn users(&mut self, data: &Data) -> Result<(), Trouble> {
        let account = self.session(EVENT).await?;
        let groups = data.names()?.ok_or(Malformed::Missing("group"))?;
        let Some(latest) = latest(data.required("status")?) else {
            return Ok(self.say(&Frame::failed(EVENT, "invalid status")).await?);
        };
        if groups.is_empty() {
            return Ok(self.say(&Frame::failed(EVENT, INVALID)).await?);
        }
        for group in groups {
            let found = match ChatRef::parse(&group).filter(|_| !group.trim().is_empty()) {
                Some(chat) => describe(&account, &chat).await?,
                None => None,
            };
            match found {
                None => return Ok(self.end(&Frame::failed(EVENT, format!("{group} does not exist"))).await?),
                Some(details) if details.kind == ChatKind::Channel => {
                    return Ok(self.end(&Frame::failed(EVENT, format!("{group} is a channel name"))).await?);
                }
                Some(details) => self.stream_users(&account, &group, &details, latest).await?,
            }
            if data.is_set("done") {
                self.say(&Frame::success(EVENT, "done").about(&group)).await?;
            }
        }
        Ok(())
    }

    async fn stream_users(
        &mut self,
        account: &Account,
        group: &str,
        details: &ChatDetails,
        latest: bool,
    ) -> Result<(), Trouble> {
        self.say(&Frame::success(EVENT, "sending users")).await?;
        let chat = ChatRef::Id(details.id);
        let place = self.place(account, details.id)?;
        let store = self.desk.store;
        let known = if latest { store.member_position(place).await.map_err(Error::from)? } else { None };
        let mut newest = Newest::default();
        let mut next = Some(0);
        while let Some(offset) = next {
            let page = account.members(&chat, offset).await?;
            for member in &page.members {
                let joined = member.joined.map(|joined| joined.unix_timestamp());
                if let Some(joined) = joined {
                    newest.add(member.person.id, joined);
                }
                let is_new = known
                    .as_ref()
                    .is_none_or(|known| joined.is_some_and(|joined| store.is_new(known, member.person.id, joined)));
                if is_new {
                    self.say_member(group, member).await?;
                }
            }
            self.outbox.taken().await?;
            next = page.next;
        }
        store.set_member_position(place, &newest).await.map_err(Error::from)?;
        Ok(())
    }

    async fn say_member(&self, group: &str, member: &Member) -> Result<(), Trouble> {
        Ok(self.say(&Frame::success(EVENT, UserMessage::new(group, member))).await?)
    }

    /// Where this key reads that chat as that account.
    pub(super) fn place(&self, account: &Account, chat: crate::telegram::ChatId) -> Result<Place, Error> {
        let key = self.verified.as_ref().map(|verified| verified.holder.key());
        match (key, account.user()) {
            (Some(key), Some(user)) => Ok(Place { key, reader: user.id, group: chat.0 }),
            _ => Err(Error::SignedOut),
        }
    }
}

/// `None` when there is no such group for this account.
async fn describe(account: &Account, chat: &ChatRef) -> Result<Option<ChatDetails>, Error> {
    match account.chat_details(chat).await {
        Ok(details) => Ok(Some(details)),
        Err(error) if is_unknown(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether it means that there is no such group, as far as this account can see.
pub(super) fn is_unknown(error: &Error) -> bool {
    use ChatRefusal::{InviteEmpty, InviteExpired, InviteInvalid, NotAGroup};
    match error {
        Error::NotFound => true,
        Error::Rejected(Rejected::Chat(refusal)) => {
            matches!(refusal, NotAGroup | InviteEmpty | InviteInvalid | InviteExpired)
        }
        _ => false,
    }
}
