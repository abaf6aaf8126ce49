//! `users`: who is in a group, page by page.
//!
//! A page is asked for when the socket has taken the one before. With status `latest` only those are told of who joined since this key last read
//! the group; a position is written when a group was read to its end, since Telegram tells the newest first.

use super::conversation::Conversation;
use super::lookup::describe;
use super::stop::RequestError;
use super::texts::INVALID;
use super::wire::{Data, Frame, Malformed, UserMessage, latest};
use crate::store::events::{NewestMembers, member_position, set_member_position};
use crate::telegram::{Account, ChatDetails, ChatKind, ChatRef, Error, Member};

const EVENT: &str = "users";

impl Conversation<'_> {
    pub(super) async fn users(&mut self, data: &Data) -> Result<(), RequestError> {
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
    ) -> Result<(), RequestError> {
        self.say(&Frame::success(EVENT, "sending users")).await?;
        let chat = ChatRef::Id(details.id);
        let reader = self.reader(account, details.id)?;
        let store = self.services.store;
        let seen = if latest { member_position(store, reader).await.map_err(Error::from)? } else { None };
        let mut newest = NewestMembers::default();
        let mut next = Some(0);
        while let Some(offset) = next {
            let page = account.members(&chat, offset).await?;
            for member in &page.members {
                let joined = member.joined.map(|joined| joined.unix_timestamp());
                if let Some(joined) = joined {
                    newest.add(member.person.id, joined);
                }
                let is_new =
                    seen.as_ref().is_none_or(|seen| joined.is_some_and(|joined| seen.is_new(member.person.id, joined)));
                if is_new {
                    self.say_member(group, member).await?;
                }
            }
            self.outbox.taken().await?;
            next = page.next;
        }
        set_member_position(store, reader, &newest).await.map_err(Error::from)?;
        Ok(())
    }

    async fn say_member(&self, group: &str, member: &Member) -> Result<(), RequestError> {
        Ok(self.say(&Frame::success(EVENT, UserMessage::new(group, member))).await?)
    }
}
