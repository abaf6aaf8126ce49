//! People: Telegram's `user` as plain data.

use std::fmt;

use grammers_tl_types as tl;
use time::OffsetDateTime;
use tokio_util::bytes::Bytes;

use crate::telegram::link::user::public_name;

/// A user of Telegram, as this account sees it. Names are untrusted text. `Debug` prints the id alone.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Telegram's user id, which is also the marked id.
    pub id: i64,
    /// The access hash, which is valid for this account alone.
    pub access_hash: Option<i64>,
    /// First name; `None` for deleted accounts.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// The public name without `@`; of several, the first active one.
    pub username: Option<String>,
    /// The public names, if there are several.
    pub usernames: Vec<PublicName>,
    /// Phone number, digits only, if this account may see it.
    pub phone: Option<String>,
    /// Whether and when the user was online.
    pub status: Option<Presence>,
    /// The profile photo.
    pub photo: Option<ProfilePhoto>,
    /// The language of the user's app; only for bots and the account itself.
    pub lang_code: Option<String>,
    /// Bots: the version of the bot's description.
    pub bot_info_version: Option<i32>,
    /// Inline bots: the placeholder of the input field.
    pub bot_inline_placeholder: Option<String>,
    /// Why some apps must not display the user.
    pub restrictions: Vec<Restriction>,
    /// Whether it is the account's own user.
    pub is_self: bool,
    /// Whether the user is a contact of the account.
    pub contact: bool,
    /// Whether the account is a contact of the user as well.
    pub mutual_contact: bool,
    /// Whether the user's account was deleted.
    pub deleted: bool,
    /// Whether it is a bot.
    pub bot: bool,
    /// Bots: whether it can see all messages of groups.
    pub bot_chat_history: bool,
    /// Bots: whether it cannot be added to groups.
    pub bot_nochats: bool,
    /// Bots: whether it asks for the location when it is used inline.
    pub bot_inline_geo: bool,
    /// Bots: whether it offers an entry of the attachment menu.
    pub bot_attach_menu: bool,
    /// Bots: whether this account has that entry in its menu.
    pub attach_menu_enabled: bool,
    /// Whether Telegram has verified the user.
    pub verified: bool,
    /// Whether some apps must not display the user.
    pub restricted: bool,
    /// Whether fields are missing, because this is a `min` user.
    pub min: bool,
    /// Whether the photo of this `min` user is valid.
    pub apply_min_photo: bool,
    /// Whether the user is Telegram's support.
    pub support: bool,
    /// Whether the user was reported as a scam.
    pub scam: bool,
    /// Whether the user was reported as an impersonation.
    pub fake: bool,
    /// Whether the user has Telegram Premium.
    pub premium: bool,
}

/// One of several public names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicName {
    /// The name, without `@`.
    pub name: String,
    /// Whether it can be resolved.
    pub active: bool,
    /// Whether it can be changed; collectible names cannot.
    pub editable: bool,
}

/// Whether and when a user was online, as exactly as the user's privacy settings allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Unknown.
    Empty,
    /// Online until this time, UTC.
    Online(OffsetDateTime),
    /// Offline since this time, UTC.
    Offline(OffsetDateTime),
    /// Online within the last three days.
    Recently,
    /// Online within the last week.
    LastWeek,
    /// Online within the last month.
    LastMonth,
}

/// A profile photo, without its bytes ([`crate::telegram::Account::profile_photo`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfilePhoto {
    /// Telegram's id of the photo.
    pub photo_id: i64,
    /// The data centre that stores it.
    pub dc_id: i32,
    /// Whether there is an animated version.
    pub has_video: bool,
    /// Whether this account set it, visible only to itself.
    pub personal: bool,
    /// The stripped thumbnail as Telegram sends it.
    pub stripped_thumb: Option<Bytes>,
}

/// Why some apps must not display a user, a chat or a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// The apps (`all`, `ios`, …).
    pub platform: String,
    /// The reason (`porn`, `terms`, …).
    pub reason: String,
    /// The text to display instead.
    pub text: String,
}

impl Person {
    /// Converts Telegram's `user`; `None` for `userEmpty`.
    pub fn from_tl(user: &tl::enums::User) -> Option<Self> {
        let tl::enums::User::User(user) = user else { return None };
        let text = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        Some(Self {
            id: user.id,
            access_hash: user.access_hash,
            first_name: text(&user.first_name),
            last_name: text(&user.last_name),
            username: public_name(user.username.as_deref(), user.usernames.as_deref()),
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
    /// Converts Telegram's `userProfilePhoto`; `None` for an empty one.
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

/// Converts Telegram's restriction reasons.
pub fn restrictions(reasons: Option<&[tl::enums::RestrictionReason]>) -> Vec<Restriction> {
    let reason = |tl::enums::RestrictionReason::Reason(reason): &tl::enums::RestrictionReason| Restriction {
        platform: reason.platform.clone(),
        reason: reason.reason.clone(),
        text: reason.text.clone(),
    };
    reasons.unwrap_or_default().iter().map(reason).collect()
}

/// Names and phone numbers must not be logged.
impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person").field("id", &self.id).finish_non_exhaustive()
    }
}
