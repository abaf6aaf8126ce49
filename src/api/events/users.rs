//! `users`: the members of a group, page by page.
//!
//! The next page is fetched once the previous one is written to the connection. With status `latest` only members are sent who joined since this
//! key last read the group. The position is stored once a group is read to its end, since Telegram lists the newest members first.

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
            return Ok(self.send(&Frame::failed(EVENT, "invalid status")).await?);
        };
        if groups.is_empty() {
            return Ok(self.send(&Frame::failed(EVENT, INVALID)).await?);
        }
        for group in groups {
            let found = match ChatRef::parse(&group).filter(|_| !group.trim().is_empty()) {
                Some(chat) => describe(&account, &chat).await?,
                None => None,
            };
            match found {
                None => return Ok(self.send_last(&Frame::failed(EVENT, format!("{group} does not exist"))).await?),
                Some(details) if details.kind == ChatKind::Channel => {
                    return Ok(self.send_last(&Frame::failed(EVENT, format!("{group} is a channel name"))).await?);
                }
                Some(details) => self.stream_users(&account, &group, &details, latest).await?,
            }
            if data.is_set("done") {
                self.send(&Frame::success(EVENT, "done").group(&group)).await?;
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
        self.send(&Frame::success(EVENT, "sending users")).await?;
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
                    self.send_member(group, member).await?;
                }
            }
            self.outbox.flushed().await?;
            next = page.next;
        }
        set_member_position(store, reader, &newest).await.map_err(Error::from)?;
        Ok(())
    }

    async fn send_member(&self, group: &str, member: &Member) -> Result<(), RequestError> {
        Ok(self.send(&Frame::success(EVENT, UserMessage::new(group, member))).await?)
    }
}
