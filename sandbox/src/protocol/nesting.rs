//! Rejects calls whose objects are nested too deep for the generated types, which deserialize recursively.
//!
//! A megabyte of nested objects would overflow the stack and abort the process. Everything in TL is aligned to four bytes, so the levels
//! can be counted without parsing: by the ids of constructors that can contain themselves.

use std::collections::HashSet;
use std::sync::LazyLock;

use grammers_tl_types::{Identifiable, functions, types};

/// No sensible call has more, and any stack has room for these.
const MAXIMUM: usize = 256;

/// Whether a call's objects may be nested too deep.
pub(crate) fn is_too_deep(body: &[u8]) -> bool {
    // A file's bytes may contain anything.
    if matches!(
        super::message::constructor(body),
        functions::upload::SaveFilePart::CONSTRUCTOR_ID | functions::upload::SaveBigFilePart::CONSTRUCTOR_ID
    ) {
        return false;
    }
    let (words, _rest) = body.as_chunks::<4>();
    words.iter().filter(|word| RECURSIVE.contains(&u32::from_le_bytes(**word))).nth(MAXIMUM).is_some()
}

/// The constructors of layer 230 that contain their own type, directly or indirectly, and can be part of a call.
static RECURSIVE: LazyLock<HashSet<u32>> = LazyLock::new(|| HashSet::from(CONSTRUCTORS));

const CONSTRUCTORS: [u32; 58] = [
    types::InputPeerUserFromMessage::CONSTRUCTOR_ID,
    types::InputPeerChannelFromMessage::CONSTRUCTOR_ID,
    types::InputMediaInvoice::CONSTRUCTOR_ID,
    types::InputMediaPoll::CONSTRUCTOR_ID,
    types::InputMediaPaidMedia::CONSTRUCTOR_ID,
    types::MessageMediaWebPage::CONSTRUCTOR_ID,
    types::MessageMediaInvoice::CONSTRUCTOR_ID,
    types::MessageMediaPoll::CONSTRUCTOR_ID,
    types::MessageMediaStory::CONSTRUCTOR_ID,
    types::MessageMediaPaidMedia::CONSTRUCTOR_ID,
    types::WebPage::CONSTRUCTOR_ID,
    types::TextBold::CONSTRUCTOR_ID,
    types::TextItalic::CONSTRUCTOR_ID,
    types::TextUnderline::CONSTRUCTOR_ID,
    types::TextStrike::CONSTRUCTOR_ID,
    types::TextFixed::CONSTRUCTOR_ID,
    types::TextUrl::CONSTRUCTOR_ID,
    types::TextEmail::CONSTRUCTOR_ID,
    types::TextConcat::CONSTRUCTOR_ID,
    types::TextSubscript::CONSTRUCTOR_ID,
    types::TextSuperscript::CONSTRUCTOR_ID,
    types::TextMarked::CONSTRUCTOR_ID,
    types::TextPhone::CONSTRUCTOR_ID,
    types::TextAnchor::CONSTRUCTOR_ID,
    types::TextSpoiler::CONSTRUCTOR_ID,
    types::TextMention::CONSTRUCTOR_ID,
    types::TextHashtag::CONSTRUCTOR_ID,
    types::TextBotCommand::CONSTRUCTOR_ID,
    types::TextCashtag::CONSTRUCTOR_ID,
    types::TextAutoUrl::CONSTRUCTOR_ID,
    types::TextAutoEmail::CONSTRUCTOR_ID,
    types::TextAutoPhone::CONSTRUCTOR_ID,
    types::TextBankCard::CONSTRUCTOR_ID,
    types::TextMentionName::CONSTRUCTOR_ID,
    types::TextDate::CONSTRUCTOR_ID,
    types::TextDiff::CONSTRUCTOR_ID,
    types::TextButton::CONSTRUCTOR_ID,
    types::TextTonAddress::CONSTRUCTOR_ID,
    types::PageBlockList::CONSTRUCTOR_ID,
    types::PageBlockCover::CONSTRUCTOR_ID,
    types::PageBlockEmbedPost::CONSTRUCTOR_ID,
    types::PageBlockCollage::CONSTRUCTOR_ID,
    types::PageBlockSlideshow::CONSTRUCTOR_ID,
    types::PageBlockOrderedList::CONSTRUCTOR_ID,
    types::PageBlockDetails::CONSTRUCTOR_ID,
    types::PageBlockBlockquoteBlocks::CONSTRUCTOR_ID,
    types::JsonObjectValue::CONSTRUCTOR_ID,
    types::JsonArray::CONSTRUCTOR_ID,
    types::JsonObject::CONSTRUCTOR_ID,
    types::PageListItemBlocks::CONSTRUCTOR_ID,
    types::PageListOrderedItemBlocks::CONSTRUCTOR_ID,
    types::PollAnswer::CONSTRUCTOR_ID,
    types::InputPollAnswer::CONSTRUCTOR_ID,
    types::Poll::CONSTRUCTOR_ID,
    types::PollResults::CONSTRUCTOR_ID,
    types::WebPageAttributeStory::CONSTRUCTOR_ID,
    types::MessageExtendedMedia::CONSTRUCTOR_ID,
    types::StoryItem::CONSTRUCTOR_ID,
];

#[cfg(test)]
mod tests {
    use grammers_tl_types::Serializable;

    use super::*;

    #[test]
    fn many_levels_are_too_deep_and_a_few_are_not() {
        let nested = |levels: usize| {
            let mut body = functions::messages::GetHistory::CONSTRUCTOR_ID.to_bytes();
            for _ in 0..levels {
                types::InputPeerUserFromMessage::CONSTRUCTOR_ID.serialize(&mut body);
            }
            body
        };
        assert!(is_too_deep(&nested(60_000)));
        assert!(is_too_deep(&nested(257)));
        assert!(!is_too_deep(&nested(256)));
        assert!(!is_too_deep(&[]));
    }

    #[test]
    fn a_files_bytes_are_not_counted() {
        let bytes = types::TextBold::CONSTRUCTOR_ID.to_le_bytes().repeat(100_000);
        let part = functions::upload::SaveBigFilePart { file_id: 1, file_part: 0, file_total_parts: 1, bytes };
        assert!(!is_too_deep(&part.to_bytes()));
    }
}
