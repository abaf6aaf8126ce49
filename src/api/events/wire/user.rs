//! A person, with the keys of Telethon's `User`.
//!
//! Every key is always present, `null` where nothing is known. Names are other people's text; they are only escaped as JSON.

use serde::Serialize;

use super::moment::Moment;
use crate::telegram::{Member, Person, Presence, ProfilePhoto, PublicName, Restriction};

/// The message of a frame of `users`.
#[derive(Debug, Serialize)]
pub struct UserMessage<'a> {
    group: &'a str,
    user: UserBody<'a>,
}

/// A person.
#[derive(Debug, Serialize)]
pub struct UserBody<'a> {
    id: i64,
    first_name: Option<&'a str>,
    last_name: Option<&'a str>,
    username: Option<&'a str>,
    phone: Option<&'a str>,
    status: Option<StatusBody>,
    is_self: bool,
    bot: bool,
    contact: bool,
    mutual_contact: bool,
    deleted: bool,
    bot_chat_history: bool,
    bot_nochats: bool,
    verified: bool,
    restricted: bool,
    min: bool,
    bot_inline_geo: bool,
    support: bool,
    scam: bool,
    apply_min_photo: bool,
    fake: bool,
    bot_attach_menu: bool,
    premium: bool,
    attach_menu_enabled: bool,
    photo: Option<PhotoBody>,
    bot_info_version: Option<i32>,
    bot_inline_placeholder: Option<&'a str>,
    lang_code: Option<&'a str>,
    usernames: Vec<PublicNameBody<'a>>,
    restriction_reason: Vec<RestrictionBody<'a>>,
    access_hash: Option<i64>,
}

/// When somebody was last online.
#[derive(Debug, Serialize)]
#[serde(tag = "_")]
enum StatusBody {
    #[serde(rename = "UserStatusEmpty")]
    Empty,
    #[serde(rename = "UserStatusOnline")]
    Online { expires: Moment },
    #[serde(rename = "UserStatusOffline")]
    Offline { was_online: Moment },
    #[serde(rename = "UserStatusRecently")]
    Recently,
    #[serde(rename = "UserStatusLastWeek")]
    LastWeek,
    #[serde(rename = "UserStatusLastMonth")]
    LastMonth,
}

#[derive(Debug, Serialize)]
struct PhotoBody {
    photo_id: i64,
    dc_id: i32,
    has_video: bool,
    personal: bool,
    /// Its bytes as Latin-1, as in the original.
    stripped_thumb: Option<String>,
}

#[derive(Debug, Serialize)]
struct PublicNameBody<'a> {
    username: &'a str,
    active: bool,
    editable: bool,
}

/// Why some apps may not show somebody or something.
#[derive(Debug, Serialize)]
pub struct RestrictionBody<'a> {
    platform: &'a str,
    reason: &'a str,
    text: &'a str,
}

impl<'a> UserMessage<'a> {
    /// A member of a group, with the group's name as the client gave it.
    pub fn new(group: &'a str, member: &'a Member) -> Self {
        Self { group, user: (&member.person).into() }
    }
}

impl<'a> From<&'a Person> for UserBody<'a> {
    fn from(person: &'a Person) -> Self {
        Self {
            id: person.id,
            first_name: person.first_name.as_deref(),
            last_name: person.last_name.as_deref(),
            username: person.username.as_deref(),
            phone: person.phone.as_deref(),
            status: person.status.map(StatusBody::from),
            is_self: person.is_self,
            bot: person.bot,
            contact: person.contact,
            mutual_contact: person.mutual_contact,
            deleted: person.deleted,
            bot_chat_history: person.bot_chat_history,
            bot_nochats: person.bot_nochats,
            verified: person.verified,
            restricted: person.restricted,
            min: person.min,
            bot_inline_geo: person.bot_inline_geo,
            support: person.support,
            scam: person.scam,
            apply_min_photo: person.apply_min_photo,
            fake: person.fake,
            bot_attach_menu: person.bot_attach_menu,
            premium: person.premium,
            attach_menu_enabled: person.attach_menu_enabled,
            photo: person.photo.as_ref().map(PhotoBody::from),
            bot_info_version: person.bot_info_version,
            bot_inline_placeholder: person.bot_inline_placeholder.as_deref(),
            lang_code: person.lang_code.as_deref(),
            usernames: person.usernames.iter().map(PublicNameBody::from).collect(),
            restriction_reason: person.restrictions.iter().map(RestrictionBody::from).collect(),
            access_hash: person.access_hash,
        }
    }
}

impl From<Presence> for StatusBody {
    fn from(presence: Presence) -> Self {
        match presence {
            Presence::Empty => Self::Empty,
            Presence::Online(expires) => Self::Online { expires: Moment(expires) },
            Presence::Offline(was_online) => Self::Offline { was_online: Moment(was_online) },
            Presence::Recently => Self::Recently,
            Presence::LastWeek => Self::LastWeek,
            Presence::LastMonth => Self::LastMonth,
        }
    }
}

impl From<&ProfilePhoto> for PhotoBody {
    fn from(photo: &ProfilePhoto) -> Self {
        Self {
            photo_id: photo.photo_id,
            dc_id: photo.dc_id,
            has_video: photo.has_video,
            personal: photo.personal,
            stripped_thumb: photo
                .stripped_thumb
                .as_ref()
                .map(|bytes| bytes.iter().map(|byte| char::from(*byte)).collect()),
        }
    }
}

impl<'a> From<&'a PublicName> for PublicNameBody<'a> {
    fn from(name: &'a PublicName) -> Self {
        Self { username: &name.name, active: name.active, editable: name.editable }
    }
}

impl<'a> From<&'a Restriction> for RestrictionBody<'a> {
    fn from(restriction: &'a Restriction) -> Self {
        Self { platform: &restriction.platform, reason: &restriction.reason, text: &restriction.text }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use time::macros::datetime;

    use super::*;

    fn body(person: Person) -> Value {
        let member = Member { person, joined: None, role: crate::telegram::MemberRole::Member };
        serde_json::to_value(UserMessage::new("a \"group\"", &member)).unwrap()["user"].clone()
    }

    #[test]
    fn every_presence_is_an_object() {
        let at = datetime!(2026-11-20 21:15:58 UTC);
        for (presence, expected) in [
            (Presence::Empty, json!({"_": "UserStatusEmpty"})),
            (Presence::Online(at), json!({"_": "UserStatusOnline", "expires": "2026-11-20T21:15:58+00:00"})),
            (Presence::Offline(at), json!({"_": "UserStatusOffline", "was_online": "2026-11-20T21:15:58+00:00"})),
            (Presence::Recently, json!({"_": "UserStatusRecently"})),
            (Presence::LastWeek, json!({"_": "UserStatusLastWeek"})),
            (Presence::LastMonth, json!({"_": "UserStatusLastMonth"})),
        ] {
            assert_eq!(body(Person { status: Some(presence), ..Person::default() })["status"], expected);
        }
    }

    #[test]
    fn unknown_keys_are_null() {
        let user = body(Person { id: 7, ..Person::default() });
        for key in ["first_name", "last_name", "username", "phone", "status", "photo", "lang_code", "access_hash"] {
            assert_eq!(user.get(key), Some(&Value::Null), "{key}");
        }
        assert_eq!((user["id"].clone(), user["usernames"].clone()), (json!(7), json!([])));
    }
}
