//! People: what Telegram tells of a user, as plain data in Telegram's own terms.

use std::fmt;

use grammers_tl_types as tl;
use time::OffsetDateTime;
use tokio_util::bytes::Bytes;

/// Somebody, as this account sees them. Names are untrusted text. Printing it shows the id alone.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Telegram's user id; also their marked id as a chat.
    pub id: i64,
    /// What this account needs beside the id to name them; of no use to another account.
    pub access_hash: Option<i64>,
    /// First name; none of deleted accounts.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Their public name without `@`, where they have a single one.
    pub username: Option<String>,
    /// Their public names, where they have several.
    pub usernames: Vec<PublicName>,
    /// Phone number, digits only, where this account may see it.
    pub phone: Option<String>,
    /// When they were here last, where Telegram says so.
    pub status: Option<Presence>,
    /// Their profile photo.
    pub photo: Option<ProfilePhoto>,
    /// The language of their application; of bots and oneself only.
    pub lang_code: Option<String>,
    /// Of bots: the version of what they say about themselves.
    pub bot_info_version: Option<i32>,
    /// Of bots that answer inline: what stands in the empty field.
    pub bot_inline_placeholder: Option<String>,
    /// Why some applications may not show them.
    pub restrictions: Vec<Restriction>,
    /// Whether it is the account's own user.
    pub is_self: bool,
    /// Whether they are in the account's list of contacts.
    pub contact: bool,
    /// Whether the account is in theirs as well.
    pub mutual_contact: bool,
    /// Whether the account was deleted.
    pub deleted: bool,
    /// Whether it is a bot.
    pub bot: bool,
    /// Of bots: whether they read all messages of groups.
    pub bot_chat_history: bool,
    /// Of bots: whether they cannot be added to groups.
    pub bot_nochats: bool,
    /// Of bots: whether they ask for the place when used inline.
    pub bot_inline_geo: bool,
    /// Of bots: whether they can be in the menu of attachments.
    pub bot_attach_menu: bool,
    /// Of bots: whether this account has it there.
    pub attach_menu_enabled: bool,
    /// Whether Telegram has verified them.
    pub verified: bool,
    /// Whether some applications may not show them.
    pub restricted: bool,
    /// Whether this is only part of what there is to know (`min`).
    pub min: bool,
    /// Whether the photo is to be taken over although this is only a part.
    pub apply_min_photo: bool,
    /// Whether they are Telegram's support.
    pub support: bool,
    /// Whether they were reported as a scam.
    pub scam: bool,
    /// Whether they were reported as pretending to be somebody.
    pub fake: bool,
    /// Whether they pay for Telegram.
    pub premium: bool,
}

/// One of several public names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicName {
    /// Without `@`.
    pub name: String,
    /// Whether it leads to them now.
    pub active: bool,
    /// Whether they may change it (bought ones may not be).
    pub editable: bool,
}

/// When somebody was here last, as exactly as they let it be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Never, or nobody knows.
    Empty,
    /// Here until then, UTC.
    Online(OffsetDateTime),
    /// Gone since then, UTC.
    Offline(OffsetDateTime),
    /// Within three days.
    Recently,
    /// Within a week.
    LastWeek,
    /// Within a month.
    LastMonth,
}

/// A profile photo, without its bytes ([`crate::telegram::Account::profile_photo`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfilePhoto {
    /// Telegram's id of the photo.
    pub photo_id: i64,
    /// The data centre that has it.
    pub dc_id: i32,
    /// Whether it moves.
    pub has_video: bool,
    /// Whether this account set it for itself alone.
    pub personal: bool,
    /// The stripped thumbnail as Telegram sends it.
    pub stripped_thumb: Option<Bytes>,
}

/// Why some applications may not show somebody or something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// Which applications (`all`, `ios`, …).
    pub platform: String,
    /// A word for it (`porn`, `terms`, …).
    pub reason: String,
    /// What to show instead.
    pub text: String,
}

impl Person {
    /// `None` for a user of whom nothing but the id is told.
    /// The person as Telegram tells it; `None` where it tells nothing.
    pub fn from_tl(user: &tl::enums::User) -> Option<Self> {
        let tl::enums::User::User(user) = user else { return None };
        let text = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        Some(Self {
            id: user.id,
            access_hash: user.access_hash,
            first_name: text(&user.first_name),
            last_name: text(&user.last_name),
            username: text(&user.username),
            usernames: user.usernames.iter().flatten().map(PublicName::from_tl).collect(),
            phone: text(&user.phone),
            status: user.status.as_ref().map(Presence::from_tl),
            photo: user.photo.as_ref().and_then(ProfilePhoto::from_tl),
            lang_code: text(&user.lang_code),
            bot_info_version: user.bot_info_version,
            bot_inline_placeholder: text(&user.bot_inline_placeholder),
            restrictions: restrictions(user.restriction_reason.as_deref()),
            is_self: user.is_self,
            contact: user.contact,
            mutual_contact: user.mutual_contact,
            deleted: user.deleted,
            bot: user.bot,
            bot_chat_history: user.bot_chat_history,
            bot_nochats: user.bot_nochats,
            bot_inline_geo: user.bot_inline_geo,
            bot_attach_menu: user.bot_attach_menu,
            attach_menu_enabled: user.attach_menu_enabled,
            verified: user.verified,
            restricted: user.restricted,
            min: user.min,
            apply_min_photo: user.apply_min_photo,
            support: user.support,
            scam: user.scam,
            fake: user.fake,
            premium: user.premium,
        })
    }
}

impl PublicName {
    fn from_tl(name: &tl::enums::Username) -> Self {
        let tl::enums::Username::Username(name) = name;
        Self { name: name.username.clone(), active: name.active, editable: name.editable }
    }
}

impl Presence {
    fn from_tl(status: &tl::enums::UserStatus) -> Self {
        use tl::enums::UserStatus as Status;
        let moment = |seconds: i32| OffsetDateTime::from_unix_timestamp(seconds.into()).ok();
        match status {
            Status::Empty => Self::Empty,
            Status::Online(status) => moment(status.expires).map_or(Self::Empty, Self::Online),
            Status::Offline(status) => moment(status.was_online).map_or(Self::Empty, Self::Offline),
            Status::Recently(_) => Self::Recently,
            Status::LastWeek(_) => Self::LastWeek,
            Status::LastMonth(_) => Self::LastMonth,
        }
    }
}

impl ProfilePhoto {
    /// The person as Telegram tells it; `None` where it tells nothing.
    pub fn from_tl(photo: &tl::enums::UserProfilePhoto) -> Option<Self> {
        let tl::enums::UserProfilePhoto::Photo(photo) = photo else { return None };
        Some(Self {
            photo_id: photo.photo_id,
            dc_id: photo.dc_id,
            has_video: photo.has_video,
            personal: photo.personal,
            stripped_thumb: photo.stripped_thumb.clone().map(Bytes::from),
        })
    }
}

/// Every reason that an answer gives.
pub fn restrictions(reasons: Option<&[tl::enums::RestrictionReason]>) -> Vec<Restriction> {
    let reason = |tl::enums::RestrictionReason::Reason(reason): &tl::enums::RestrictionReason| Restriction {
        platform: reason.platform.clone(),
        reason: reason.reason.clone(),
        text: reason.text.clone(),
    };
    reasons.unwrap_or_default().iter().map(reason).collect()
}

/// A phone number and a name are nobody's business in a log.
impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person").field("id", &self.id).finish_non_exhaustive()
    }
}
