//! Methods for what the sandbox has none of: stickers, stories, gifts, reactions, … Their answers are Telegram's own to an account that has none
//! either. Requests are read and rights checked as for any method.

use grammers_tl_types as tl;
use tl::{Identifiable, Serializable, functions as f, types as t};

use super::callers::{anyone, at_home};
use super::lenient::read;
use crate::rpc::{Caller, RpcError, bad_request};
use crate::world::World;

/// How long clients may keep what expires, in seconds.
const LIFETIME: i32 = 3600;
const VECTOR: u32 = 0x1cb5_c415;
const BOOL_TRUE: u32 = 0x9972_75b5;
const BOOL_FALSE: u32 = 0xbc79_9737;
// Constructors without fields, of which there are no types.
const NO_APP_UPDATE: u32 = 0xc45a_6536;
const NO_SPONSORED_MESSAGES: u32 = 0x1839_490f;
const NO_SPONSORED_PEERS: u32 = 0xea32_b4b1;
const NO_DEEP_LINK: u32 = 0x66af_a166;
const NO_USER_INFO: u32 = 0xf3ae_2eed;
const NO_MEDIA: u32 = 0x3ded_6320;
const DEFAULT_SOUND: u32 = 0x97e8_bebe;

/// A field of an empty object.
#[derive(Clone, Copy)]
enum Field {
    /// Flags or a number of 32 bits: 0.
    Int,
    /// A number of 64 bits: 0.
    Long,
    Vector,
    Text,
    /// When the answer expires.
    Expires,
    /// Now.
    Date,
    /// The object with this constructor id and no fields.
    Bare(u32),
}

use Field::{Bare, Date, Expires, Int, Long, Text, Vector};

/// For each right the methods, and for each method the constructor id of the answer, and its fields.
macro_rules! empty_answers {
    ($($right:ident { $($request:ty => $answer:expr, [$($field:expr),*];)* })*) => {
        /// The empty answer to a method.
        pub(super) fn empty_answer(world: &World, caller: &Caller, method: u32, body: &[u8]) -> Result<Vec<u8>, RpcError> {
            match method {
                $($(<$request>::CONSTRUCTOR_ID => {
                    let _: $request = read(body)?;
                    $right(world, caller)?;
                    Ok(object(world.clock().now(), $answer, &[$($field),*]))
                })*)*
                _ => Err(bad_request("INPUT_METHOD_INVALID")),
            }
        }

        #[cfg(test)]
        mod tests {
            use tl::{Deserializable, RemoteCall};

            use super::*;

            #[test]
            fn answers_are_of_the_methods_types() {
                $($({
                    let answer = object(5, $answer, &[$($field),*]);
                    let read = <$request as RemoteCall>::Return::from_bytes(&answer);
                    assert_eq!(read.map(|read| read.to_bytes()).ok(), Some(answer), stringify!($request));
                })*)*
            }
        }
    };
}

fn object(now: i32, constructor: u32, fields: &[Field]) -> Vec<u8> {
    let mut bytes = constructor.to_bytes();
    for field in fields {
        match field {
            Int => 0_i32.serialize(&mut bytes),
            Long => 0_i64.serialize(&mut bytes),
            Vector => [VECTOR, 0].iter().for_each(|word| word.serialize(&mut bytes)),
            Text => String::new().serialize(&mut bytes),
            Expires => (now + LIFETIME).serialize(&mut bytes),
            Date => now.serialize(&mut bytes),
            Bare(constructor) => constructor.serialize(&mut bytes),
        }
    }
    bytes
}

empty_answers! {
    anyone {
        f::help::GetAppUpdate => NO_APP_UPDATE, [];
        f::help::GetCountriesList => t::help::CountriesList::CONSTRUCTOR_ID, [Vector, Int];
        f::help::GetDeepLinkInfo => NO_DEEP_LINK, [];
        f::help::GetPromoData => t::help::PromoDataEmpty::CONSTRUCTOR_ID, [Expires];
        f::help::GetTermsOfServiceUpdate => t::help::TermsOfServiceUpdateEmpty::CONSTRUCTOR_ID, [Expires];
        f::help::GetTimezonesList => t::help::TimezonesList::CONSTRUCTOR_ID, [Vector, Int];
        f::help::GetPeerColors => t::help::PeerColors::CONSTRUCTOR_ID, [Int, Vector];
        f::help::GetPeerProfileColors => t::help::PeerColors::CONSTRUCTOR_ID, [Int, Vector];
        f::help::SaveAppLog => BOOL_TRUE, [];
        f::langpack::GetLangPack => t::LangPackDifference::CONSTRUCTOR_ID, [Text, Int, Int, Vector];
        f::langpack::GetDifference => t::LangPackDifference::CONSTRUCTOR_ID, [Text, Int, Int, Vector];
        f::langpack::GetStrings => VECTOR, [Int];
        f::langpack::GetLanguages => VECTOR, [Int];
    }
    at_home {
        f::account::FinishTakeoutSession => BOOL_TRUE, [];
        f::account::GetChannelDefaultEmojiStatuses => t::account::EmojiStatuses::CONSTRUCTOR_ID, [Long, Vector];
        f::account::GetChatThemes => t::account::Themes::CONSTRUCTOR_ID, [Long, Vector];
        f::account::GetCollectibleEmojiStatuses => t::account::EmojiStatuses::CONSTRUCTOR_ID, [Long, Vector];
        f::account::GetConnectedBots => t::account::ConnectedBots::CONSTRUCTOR_ID, [Vector, Vector];
        f::account::GetContactSignUpNotification => BOOL_FALSE, [];
        f::account::GetContentSettings => t::account::ContentSettings::CONSTRUCTOR_ID, [Int];
        f::account::GetDefaultBackgroundEmojis => t::EmojiList::CONSTRUCTOR_ID, [Long, Vector];
        f::account::GetDefaultEmojiStatuses => t::account::EmojiStatuses::CONSTRUCTOR_ID, [Long, Vector];
        f::account::GetDefaultGroupPhotoEmojis => t::EmojiList::CONSTRUCTOR_ID, [Long, Vector];
        f::account::GetDefaultProfilePhotoEmojis => t::EmojiList::CONSTRUCTOR_ID, [Long, Vector];
        f::account::GetGlobalPrivacySettings => t::GlobalPrivacySettings::CONSTRUCTOR_ID, [Int];
        f::account::GetNotifyExceptions => t::Updates::CONSTRUCTOR_ID, [Vector, Vector, Vector, Date, Int];
        f::account::GetPasskeys => t::account::Passkeys::CONSTRUCTOR_ID, [Vector];
        f::account::GetReactionsNotifySettings =>
            t::ReactionsNotifySettings::CONSTRUCTOR_ID, [Int, Bare(DEFAULT_SOUND), Bare(BOOL_TRUE)];
        f::account::GetRecentEmojiStatuses => t::account::EmojiStatuses::CONSTRUCTOR_ID, [Long, Vector];
        f::account::GetSavedRingtones => t::account::SavedRingtones::CONSTRUCTOR_ID, [Long, Vector];
        f::account::GetThemes => t::account::Themes::CONSTRUCTOR_ID, [Long, Vector];
        f::account::GetWallPapers => t::account::WallPapers::CONSTRUCTOR_ID, [Long, Vector];
        f::account::GetWebAuthorizations => t::account::WebAuthorizations::CONSTRUCTOR_ID, [Vector, Vector];
        f::account::RegisterDevice => BOOL_TRUE, [];
        f::account::UnregisterDevice => BOOL_TRUE, [];
        f::channels::GetAdminLog => t::channels::AdminLogResults::CONSTRUCTOR_ID, [Vector, Vector, Vector];
        f::channels::GetAdminedPublicChannels => t::messages::Chats::CONSTRUCTOR_ID, [Vector];
        f::channels::GetChannelRecommendations => t::messages::Chats::CONSTRUCTOR_ID, [Vector];
        f::channels::GetGroupsForDiscussion => t::messages::Chats::CONSTRUCTOR_ID, [Vector];
        f::channels::GetInactiveChannels => t::messages::InactiveChats::CONSTRUCTOR_ID, [Vector, Vector, Vector];
        f::channels::ReadMessageContents => BOOL_TRUE, [];
        f::contacts::GetBirthdays => t::contacts::ContactBirthdays::CONSTRUCTOR_ID, [Vector, Vector];
        f::contacts::GetBlocked => t::contacts::Blocked::CONSTRUCTOR_ID, [Vector, Vector, Vector];
        f::contacts::GetSaved => VECTOR, [Int];
        f::contacts::GetSponsoredPeers => NO_SPONSORED_PEERS, [];
        f::contacts::GetTopPeers => t::contacts::TopPeers::CONSTRUCTOR_ID, [Vector, Vector, Vector];
        f::contacts::ResetTopPeerRating => BOOL_TRUE, [];
        f::help::DismissSuggestion => BOOL_TRUE, [];
        f::help::GetPremiumPromo =>
            t::help::PremiumPromo::CONSTRUCTOR_ID, [Text, Vector, Vector, Vector, Vector, Vector];
        f::help::GetRecentMeUrls => t::help::RecentMeUrls::CONSTRUCTOR_ID, [Vector, Vector, Vector];
        f::help::GetUserInfo => NO_USER_INFO, [];
        f::help::HidePromoData => BOOL_TRUE, [];
        f::messages::GetAllStickers => t::messages::AllStickers::CONSTRUCTOR_ID, [Long, Vector];
        f::messages::GetArchivedStickers => t::messages::ArchivedStickers::CONSTRUCTOR_ID, [Int, Vector];
        f::messages::GetAttachMenuBots => t::AttachMenuBots::CONSTRUCTOR_ID, [Long, Vector, Vector];
        f::messages::GetAvailableEffects => t::messages::AvailableEffects::CONSTRUCTOR_ID, [Int, Vector, Vector];
        f::messages::GetAvailableReactions => t::messages::AvailableReactions::CONSTRUCTOR_ID, [Int, Vector];
        f::messages::GetChatInviteImporters => t::messages::ChatInviteImporters::CONSTRUCTOR_ID, [Int, Vector, Vector];
        f::messages::GetDefaultHistoryTtl => t::DefaultHistoryTtl::CONSTRUCTOR_ID, [Int];
        f::messages::GetDefaultTagReactions => t::messages::Reactions::CONSTRUCTOR_ID, [Long, Vector];
        f::messages::GetEmojiGroups => t::messages::EmojiGroups::CONSTRUCTOR_ID, [Int, Vector];
        f::messages::GetEmojiKeywords => t::EmojiKeywordsDifference::CONSTRUCTOR_ID, [Text, Int, Int, Vector];
        f::messages::GetEmojiKeywordsDifference => t::EmojiKeywordsDifference::CONSTRUCTOR_ID, [Text, Int, Int, Vector];
        f::messages::GetEmojiKeywordsLanguages => VECTOR, [Int];
        f::messages::GetEmojiProfilePhotoGroups => t::messages::EmojiGroups::CONSTRUCTOR_ID, [Int, Vector];
        f::messages::GetEmojiStatusGroups => t::messages::EmojiGroups::CONSTRUCTOR_ID, [Int, Vector];
        f::messages::GetEmojiStickerGroups => t::messages::EmojiGroups::CONSTRUCTOR_ID, [Int, Vector];
        f::messages::GetEmojiStickers => t::messages::AllStickers::CONSTRUCTOR_ID, [Long, Vector];
        f::messages::GetFavedStickers => t::messages::FavedStickers::CONSTRUCTOR_ID, [Long, Vector, Vector];
        f::messages::GetFeaturedEmojiStickers =>
            t::messages::FeaturedStickers::CONSTRUCTOR_ID, [Int, Long, Int, Vector, Vector];
        f::messages::GetFeaturedStickers =>
            t::messages::FeaturedStickers::CONSTRUCTOR_ID, [Int, Long, Int, Vector, Vector];
        f::messages::GetMaskStickers => t::messages::AllStickers::CONSTRUCTOR_ID, [Long, Vector];
        f::messages::GetMessageReactionsList =>
            t::messages::MessageReactionsList::CONSTRUCTOR_ID, [Int, Int, Vector, Vector, Vector];
        f::messages::GetMessageReadParticipants => VECTOR, [Int];
        f::messages::GetMessagesReactions => t::Updates::CONSTRUCTOR_ID, [Vector, Vector, Vector, Date, Int];
        f::messages::GetMyStickers => t::messages::MyStickers::CONSTRUCTOR_ID, [Int, Vector];
        f::messages::GetOldFeaturedStickers =>
            t::messages::FeaturedStickers::CONSTRUCTOR_ID, [Int, Long, Int, Vector, Vector];
        f::messages::GetPaidReactionPrivacy => t::Updates::CONSTRUCTOR_ID, [Vector, Vector, Vector, Date, Int];
        f::messages::GetPinnedSavedDialogs =>
            t::messages::SavedDialogs::CONSTRUCTOR_ID, [Vector, Vector, Vector, Vector];
        f::messages::GetQuickReplies => t::messages::QuickReplies::CONSTRUCTOR_ID, [Vector, Vector, Vector, Vector];
        f::messages::GetRecentLocations => t::messages::Messages::CONSTRUCTOR_ID, [Vector, Vector, Vector, Vector];
        f::messages::GetRecentReactions => t::messages::Reactions::CONSTRUCTOR_ID, [Long, Vector];
        f::messages::GetRecentStickers => t::messages::RecentStickers::CONSTRUCTOR_ID, [Long, Vector, Vector, Vector];
        f::messages::GetSavedGifs => t::messages::SavedGifs::CONSTRUCTOR_ID, [Long, Vector];
        f::messages::GetSavedReactionTags => t::messages::SavedReactionTags::CONSTRUCTOR_ID, [Vector, Long];
        f::messages::GetScheduledHistory => t::messages::Messages::CONSTRUCTOR_ID, [Vector, Vector, Vector, Vector];
        f::messages::GetSponsoredMessages => NO_SPONSORED_MESSAGES, [];
        f::messages::GetStickers => t::messages::Stickers::CONSTRUCTOR_ID, [Long, Vector];
        f::messages::GetSuggestedDialogFilters => VECTOR, [Int];
        f::messages::GetTopReactions => t::messages::Reactions::CONSTRUCTOR_ID, [Long, Vector];
        f::messages::GetUnreadMentions => t::messages::Messages::CONSTRUCTOR_ID, [Vector, Vector, Vector, Vector];
        f::messages::GetUnreadReactions => t::messages::Messages::CONSTRUCTOR_ID, [Vector, Vector, Vector, Vector];
        f::messages::GetWebPagePreview => t::messages::WebPagePreview::CONSTRUCTOR_ID, [Bare(NO_MEDIA), Vector, Vector];
        f::messages::ReceivedMessages => VECTOR, [Int];
        f::payments::GetPremiumGiftCodeOptions => VECTOR, [Int];
        f::payments::GetStarGifts => t::payments::StarGifts::CONSTRUCTOR_ID, [Int, Vector, Vector, Vector];
        f::payments::GetStarsStatus => t::payments::StarsStatus::CONSTRUCTOR_ID,
            [Int, Bare(t::StarsAmount::CONSTRUCTOR_ID), Long, Int, Vector, Vector];
        f::payments::GetStarsTopupOptions => VECTOR, [Int];
        f::stories::GetAllReadPeerStories => t::Updates::CONSTRUCTOR_ID, [Vector, Vector, Vector, Date, Int];
        f::stories::GetAllStories => t::stories::AllStories::CONSTRUCTOR_ID,
            [Int, Int, Text, Vector, Vector, Vector, Bare(t::StoriesStealthMode::CONSTRUCTOR_ID), Int];
        f::stories::GetChatsToSend => t::messages::Chats::CONSTRUCTOR_ID, [Vector];
        f::stories::GetPeerMaxIds => VECTOR, [Int];
        f::stories::GetPinnedStories => t::stories::Stories::CONSTRUCTOR_ID, [Int, Int, Vector, Vector, Vector];
        f::stories::GetStoriesArchive => t::stories::Stories::CONSTRUCTOR_ID, [Int, Int, Vector, Vector, Vector];
        f::users::GetSavedMusic => t::users::SavedMusic::CONSTRUCTOR_ID, [Int, Vector];
    }
}
