//! Users, as an account sees them: accounts, people and bots.

use grammers_tl_types as tl;

use super::state::World;
use crate::content::chats::{LastSeen, PEOPLE, Person, generated_member, generated_member_name};
use crate::model::access::ObjectKind;
use crate::model::account::Account;
use crate::model::collection::profile_photo;
use crate::model::phone::{AccountKind, UserId};

impl World {
    /// A user, as `viewer` sees it.
    pub(crate) fn user(&self, viewer: UserId, id: UserId) -> Option<tl::enums::User> {
        self.account_user(viewer, id).or_else(|| self.person(viewer, id))
    }

    fn account_user(&self, viewer: UserId, id: UserId) -> Option<tl::enums::User> {
        let photo = match self.account_kind(id) {
            Some(AccountKind::Demo) => self.tl_profile_photo(viewer),
            _ => None,
        };
        let state = self.state();
        let account = state.accounts.get(&id)?;
        let mut user = self.tl_account(viewer, account);
        user.photo = photo;
        Some(user.into())
    }

    /// The account with a username.
    pub(super) fn account_with_username(&self, name: &str) -> Option<UserId> {
        let state = self.state();
        let matches =
            |account: &&Account| account.username.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(name));
        state.accounts.values().find(matches).map(|account| account.id)
    }

    fn tl_account(&self, viewer: UserId, account: &Account) -> tl::types::User {
        let is_self = viewer == account.id;
        let mut user = empty_user(account.id.0, account.first_name.clone());
        user.is_self = is_self;
        user.premium = account.phone.account_kind() == AccountKind::Premium;
        user.access_hash = Some(self.access().hash(viewer, ObjectKind::User, account.id.0));
        user.last_name = account.last_name.clone();
        user.username = account.username.clone();
        user.phone = is_self.then(|| account.phone.digits());
        user
    }

    fn person(&self, viewer: UserId, id: UserId) -> Option<tl::enums::User> {
        if let Some(person) = PEOPLE.iter().find(|person| person.id == id.0) {
            return Some(self.tl_person(viewer, person));
        }
        let (_, index) = generated_member(id.0)?;
        let (first_name, last_name) = generated_member_name(index);
        let mut user = empty_user(id.0, first_name.to_owned());
        user.last_name = Some(last_name.to_owned());
        user.access_hash = Some(self.access().hash(viewer, ObjectKind::User, id.0));
        Some(user.into())
    }

    pub(super) fn tl_person(&self, viewer: UserId, person: &Person) -> tl::enums::User {
        let mut user = empty_user(person.id, person.first_name.to_owned());
        user.last_name = person.last_name.map(str::to_owned);
        match person.usernames {
            [username] => user.username = Some((*username).to_owned()),
            usernames => {
                let name = |(index, name): (usize, &&str)| {
                    let username = (*name).to_owned();
                    tl::types::Username {
                        editable: index == 0,
                        active: true,
                        deletable: false,
                        expired: false,
                        username,
                    }
                    .into()
                };
                user.usernames = Some(usernames.iter().enumerate().map(name).collect());
            }
        }
        user.access_hash = Some(self.access().hash(viewer, ObjectKind::User, person.id));
        if person.is_bot {
            (user.bot, user.bot_info_version, user.status) = (true, Some(1), None);
            return user.into();
        }
        let hours_ago = |hours: i32| self.created().saturating_sub(hours * 3600);
        user.status = Some(match person.last_seen {
            LastSeen::Online => tl::types::UserStatusOnline { expires: self.clock().now() + 300 }.into(),
            LastSeen::HoursAgo(hours) => tl::types::UserStatusOffline { was_online: hours_ago(hours) }.into(),
            LastSeen::Recently => tl::types::UserStatusRecently { by_me: false }.into(),
            LastSeen::LastWeek => tl::types::UserStatusLastWeek { by_me: false }.into(),
            LastSeen::LastMonth => tl::types::UserStatusLastMonth { by_me: false }.into(),
        });
        if person.phone.is_some() && self.account_kind(viewer) == Some(AccountKind::Demo) {
            (user.contact, user.mutual_contact) = (true, true);
            user.phone = person.phone.map(str::to_owned);
            user.photo = self.tl_profile_photo(viewer);
        }
        user.into()
    }

    /// An account's contacts.
    pub(crate) fn contacts_of(&self, owner: UserId) -> Vec<tl::enums::User> {
        if self.account_kind(owner) != Some(AccountKind::Demo) {
            return Vec::new();
        }
        let contacts = PEOPLE.iter().filter(|person| person.phone.is_some());
        contacts.map(|person| self.tl_person(owner, person)).collect()
    }

    /// The photo of accounts and contacts that have one, with all its sizes.
    pub(crate) fn full_profile_photo(&self, viewer: UserId) -> Option<tl::enums::Photo> {
        match self.file(viewer, profile_photo()?)?.tl_media(self.access(), viewer) {
            tl::enums::MessageMedia::Photo(media) => media.photo,
            _ => None,
        }
    }

    fn tl_profile_photo(&self, viewer: UserId) -> Option<tl::enums::UserProfilePhoto> {
        let file = self.file(viewer, profile_photo()?)?;
        let (photo_id, dc_id, stripped_thumb) = (file.id.0, file.dc, file.stripped.clone());
        Some(tl::types::UserProfilePhoto { has_video: false, personal: false, photo_id, stripped_thumb, dc_id }.into())
    }
}

/// A user with an id and a name.
fn empty_user(id: i64, first_name: String) -> tl::types::User {
    tl::types::User {
        is_self: false,
        contact: false,
        mutual_contact: false,
        deleted: false,
        bot: false,
        bot_chat_history: false,
        bot_nochats: false,
        verified: false,
        restricted: false,
        min: false,
        bot_inline_geo: false,
        support: false,
        scam: false,
        apply_min_photo: true,
        fake: false,
        bot_attach_menu: false,
        premium: false,
        attach_menu_enabled: false,
        bot_can_edit: false,
        close_friend: false,
        stories_hidden: false,
        stories_unavailable: true,
        contact_require_premium: false,
        bot_business: false,
        bot_has_main_app: false,
        bot_forum_view: false,
        bot_forum_can_manage_topics: false,
        bot_can_manage_bots: false,
        bot_guestchat: false,
        bot_guard: false,
        id,
        access_hash: None,
        first_name: Some(first_name),
        last_name: None,
        username: None,
        phone: None,
        photo: None,
        status: Some(tl::types::UserStatusRecently { by_me: false }.into()),
        bot_info_version: None,
        restriction_reason: None,
        bot_inline_placeholder: None,
        lang_code: None,
        emoji_status: None,
        usernames: None,
        stories_max_id: None,
        color: None,
        profile_color: None,
        bot_active_users: None,
        bot_verification_icon: None,
        send_paid_messages_stars: None,
        linked_community_id: None,
    }
}
