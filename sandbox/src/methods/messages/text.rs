//! Checking texts, and the formatting that Telegram's servers add.

use grammers_tl_types as tl;
use tl::enums::MessageEntity;

use crate::model::phone::AccountKind;
use crate::rpc::{RpcError, bad_request};

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
    /// Those of the client, and links and hashtags.
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
        if start < 0 || end < start || usize::try_from(end).is_ok_and(|end| end > units) {
            return Err(bad_request("ENTITY_BOUNDS_INVALID"));
        }
    }
    for found in links_and_tags(text) {
        let (start, end) = span(&found);
        if !entities.iter().map(span).any(|(other_start, other_end)| start < other_end && other_start < end) {
            entities.push(found);
        }
    }
    entities.sort_by_key(|entity| span(entity).0);
    Ok(Text { text: text.to_owned(), entities })
}

fn span(entity: &MessageEntity) -> (i32, i32) {
    let (offset, length) = (entity.offset(), entity.length());
    (offset, offset.saturating_add(length))
}

/// The links and hashtags in a text.
fn links_and_tags(text: &str) -> Vec<MessageEntity> {
    let mut found = Vec::new();
    let mut offset = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let units = |text: &str| i32::try_from(text.encode_utf16().count()).unwrap_or(i32::MAX);
        let bare = word.trim_end().trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"']);
        let length = units(bare);
        if bare.strip_prefix("https://").or_else(|| bare.strip_prefix("http://")).is_some_and(|rest| rest.contains('.'))
        {
            found.push(tl::types::MessageEntityUrl { offset, length }.into());
        } else if bare.strip_prefix('#').is_some_and(|tag| tag.chars().any(char::is_alphabetic)) {
            found.push(tl::types::MessageEntityHashtag { offset, length }.into());
        }
        offset += units(word);
    }
    found
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
        assert_eq!(message("short", Some(vec![outside.into()])).err().unwrap().name, "ENTITY_BOUNDS_INVALID");
    }
}
