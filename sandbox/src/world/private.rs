//! Private chats and basic groups: they live in the boxes of those who take part, a copy in each.
//!
//! A message to an account is put into both boxes, each copy under a number of its own and each knowing the other (its twin), so that an
//! edit or a deletion reaches both. People who are no accounts have no box, and neither has the demo accounts' basic group beside theirs.

use tl::enums::MessageEntity;

use grammers_tl_types as tl;

use super::phone::UserId;
use super::refusal::bad_request;
use super::saved::{Draft, Sent, message_row};
use super::update::{Event, What};
use super::{Signed, World};
use crate::content::Kind;
use crate::rpc::RpcError;

impl World {
    /// Writes to a person (a positive number) or a basic group (a negative one).
    pub fn write(&self, signed: &Signed, chat: i64, drafts: Vec<Draft>) -> Result<Vec<Sent>, RpcError> {
        let addressed = |mut draft: Draft| {
            (draft.details.chat, draft.details.from) = (chat, signed.user.0);
            draft
        };
        let drafts: Vec<_> = drafts.into_iter().map(addressed).collect();
        let sent = self.send(signed.user, Some(signed), drafts.clone())?;
        if !self.state().accounts.contains_key(&UserId(chat)) {
            return Ok(sent);
        }
        let copies = drafts.into_iter().zip(&sent).map(|(mut draft, sent)| {
            let answered = self.with_saved(signed.user, |saved| saved.message(draft.details.reply_to));
            draft.details.reply_to = answered.map_or(0, |message| message.details.twin);
            (draft.details.chat, draft.details.twin, draft.random_id) = (signed.user.0, sent.id, 0);
            draft
        });
        let received = self.send(UserId(chat), None, copies.collect())?;
        let mut state = self.state();
        let account = state.accounts.get_mut(&signed.user).ok_or_else(|| bad_request("PEER_ID_INVALID"))?;
        let mut rows = Vec::new();
        for (sent, received) in sent.iter().zip(received) {
            let Some(mut message) = account.saved.message(sent.id) else { continue };
            let kind = account.saved.kind(sent.id).unwrap_or(Kind::Text);
            message.details.twin = received.id;
            rows.push(message_row(signed.user.0, &message, Some(sent.random_id)));
            account.saved.put(message, kind);
        }
        self.store().record(&rows, &[])?;
        drop(state);
        Ok(sent)
    }

    /// Changes the text of a message in the caller's box, and of its twin.
    pub fn edit_boxed(
        &self,
        signed: &Signed,
        id: i32,
        text: String,
        entities: Vec<MessageEntity>,
    ) -> Result<Event, RpcError> {
        let twin = self.twin(signed.user, id);
        let event = self.edit(signed.user, Some(signed), signed.user, id, text.clone(), entities.clone())?;
        if let Some((other, twin)) = twin {
            self.edit(other, None, signed.user, twin, text, entities)?;
        }
        Ok(event)
    }

    /// Deletes messages of the caller's box, with their twins if they are to go for both.
    pub fn delete_boxed(&self, signed: &Signed, ids: &[i32], for_both: bool) -> Result<Option<Event>, RpcError> {
        let twins: Vec<_> = ids.iter().filter_map(|id| self.twin(signed.user, *id)).filter(|_| for_both).collect();
        let event = self.delete(signed.user, Some(signed), ids)?;
        for (other, twin) in twins {
            self.delete(other, None, &[twin])?;
        }
        Ok(event)
    }

    /// Pins a message of the caller's box, or takes the pin away.
    pub fn pin_boxed(&self, signed: &Signed, id: i32, pinned: bool) -> Result<Event, RpcError> {
        let event = {
            let mut state = self.state();
            let account = state.accounts.get_mut(&signed.user).ok_or_else(|| bad_request("PEER_ID_INVALID"))?;
            let mut message = account.saved.message(id).ok_or_else(|| bad_request("MESSAGE_ID_INVALID"))?;
            if message.details.is_pinned == pinned {
                return Err(bad_request("CHAT_NOT_MODIFIED"));
            }
            let kind = account.saved.kind(id).unwrap_or(Kind::Text);
            message.details.is_pinned = pinned;
            let row = message_row(signed.user.0, &message, None);
            account.saved.put(message, kind);
            let event = account.timeline.add(if pinned { What::Pinned } else { What::Unpinned }, vec![id]);
            self.store().record(&[row], &[event.to_row(signed.user.0)])?;
            event
        };
        self.announce(signed.user, Some(signed), std::slice::from_ref(&event));
        Ok(event)
    }

    /// Whose box a message's twin is in, and its number there.
    fn twin(&self, owner: UserId, id: i32) -> Option<(UserId, i32)> {
        let details = self.with_saved(owner, |saved| saved.message(id))?.details;
        let other = UserId(details.chat);
        (details.twin != 0 && self.state().accounts.contains_key(&other)).then_some((other, details.twin))
    }
}
