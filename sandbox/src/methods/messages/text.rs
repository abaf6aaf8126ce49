//! Checking texts, and the formatting that Telegram's servers add.

use grammers_tl_types as tl;
use tl::enums::MessageEntity;

use super::detected::detect;
use crate::methods::peer;
use crate::model::phone::{AccountKind, UserId};
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

/// The longest text, in UTF-16 code units.
pub(crate) const MAXIMUM_TEXT: usize = 4096;
/// The longest caption, in UTF-16 code units.
pub(crate) const MAXIMUM_CAPTION: usize = 1024;
/// The same for premium accounts.
pub(crate) const MAXIMUM_CAPTION_PREMIUM: usize = 2048;

/// A text or caption with its formatting.
pub(crate) struct Text {
    /// Without trailing white space.
    pub text: String,
    /// Those of the client, and those that Telegram finds.
    pub entities: Vec<MessageEntity>,
}

/// Checks a text, which must not be empty.
pub(super) fn message(text: &str, entities: Option<Vec<MessageEntity>>) -> Result<Text, RpcError> {
    if text.trim().is_empty() {
        return Err(bad_request("MESSAGE_EMPTY"));
    }
    checked(text, entities, MAXIMUM_TEXT, "MESSAGE_TOO_LONG")
}

/// Checks a caption of an account.
pub(super) fn caption(
    account: Option<AccountKind>,
    text: &str,
    entities: Option<Vec<MessageEntity>>,
) -> Result<Text, RpcError> {
    let maximum = if account == Some(AccountKind::Premium) { MAXIMUM_CAPTION_PREMIUM } else { MAXIMUM_CAPTION };
    checked(text, entities, maximum, "MEDIA_CAPTION_TOO_LONG")
}

fn checked(text: &str, entities: Option<Vec<MessageEntity>>, maximum: usize, error: &str) -> Result<Text, RpcError> {
    // Only the end is trimmed: entities' offsets count leading white space.
    let text = text.trim_end();
    let units = text.encode_utf16().count();
    if units > maximum {
        return Err(bad_request(error));
    }
    let mut entities = entities.unwrap_or_default();
    for entity in &entities {
        let (start, end) = span(entity);
        if start < 0 || end <= start || usize::try_from(end).is_ok_and(|end| end > units) {
            return Err(bad_request("ENTITY_BOUNDS_INVALID"));
        }
    }
    for found in detect(text) {
        let (start, end) = span(&found);
        let overlaps = |(other_start, other_end)| start < other_end && other_start < end;
        if !entities.iter().filter(|entity| excludes_others(entity)).map(span).any(overlaps) {
            entities.push(found);
        }
    }
    entities.sort_by_key(|entity| span(entity).0);
    Ok(Text { text: text.to_owned(), entities })
}

/// Whether nothing is found inside of an entity. Texts in bold and the like can have links.
fn excludes_others(entity: &MessageEntity) -> bool {
    !matches!(
        entity,
        MessageEntity::Bold(_)
            | MessageEntity::Italic(_)
            | MessageEntity::Underline(_)
            | MessageEntity::Strike(_)
            | MessageEntity::Spoiler(_)
            | MessageEntity::Blockquote(_)
    )
}

/// Entities as they are in messages: mentions by id as Telegram sends them. A mention of nobody is not one, and neither is an unknown entity.
pub(super) fn entities(
    world: &World,
    caller: &AuthorizedCaller,
    entities: Option<Vec<MessageEntity>>,
) -> Option<Vec<MessageEntity>> {
    let entity = |entity| match entity {
        MessageEntity::InputMessageEntityMentionName(mention) => {
            let UserId(user_id) = peer::user(world, caller, &mention.user_id)?;
            let (offset, length) = (mention.offset, mention.length);
            Some(tl::types::MessageEntityMentionName { offset, length, user_id }.into())
        }
        MessageEntity::Unknown(_) => None,
        other => Some(other),
    };
    Some(entities?.into_iter().filter_map(entity).collect())
}

fn span(entity: &MessageEntity) -> (i32, i32) {
    let (offset, length) = (entity.offset(), entity.length());
    (offset, offset.saturating_add(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_in_utf16_code_units() {
        assert!(message(&"a".repeat(4096), None).is_ok());
        assert_eq!(message(&"🌄".repeat(2049), None).err().unwrap().name, "MESSAGE_TOO_LONG");
        for (account, maximum) in [(AccountKind::Empty, 1024), (AccountKind::Premium, 2048)] {
            assert!(caption(Some(account), &"🌄".repeat(maximum / 2), None).is_ok());
            let long = caption(Some(account), &"a".repeat(maximum + 1), None).err().unwrap();
            assert_eq!(long.name, "MEDIA_CAPTION_TOO_LONG");
        }
        assert_eq!(message(" \n ", None).err().unwrap().name, "MESSAGE_EMPTY");
        assert!(caption(None, "", None).is_ok());
    }

    #[test]
    fn links_and_tags_are_found_and_bounds_are_checked() {
        let text = message("🌄 see https://example.org/a, #dawn", None).unwrap();
        let spans: Vec<_> = text.entities.iter().map(span).collect();
        assert_eq!(spans, [(7, 28), (30, 35)]);
        let outside = tl::types::MessageEntityBold { offset: 2, length: 9 };
        let nothing = tl::types::MessageEntityBold { offset: 2, length: 0 };
        for wrong in [outside, nothing] {
            assert_eq!(message("short", Some(vec![wrong.into()])).err().unwrap().name, "ENTITY_BOUNDS_INVALID");
        }
    }

    #[test]
    fn links_are_found_in_bold_text_and_not_in_code() {
        let bold: MessageEntity = tl::types::MessageEntityBold { offset: 0, length: 15 }.into();
        let code: MessageEntity = tl::types::MessageEntityCode { offset: 0, length: 15 }.into();
        for (entity, count) in [(bold, 2), (code, 1)] {
            assert_eq!(message("see example.org", Some(vec![entity])).unwrap().entities.len(), count);
        }
    }
}
