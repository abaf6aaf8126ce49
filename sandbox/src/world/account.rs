//! The accounts: made when their number is first used, the same at every start.

use std::collections::hash_map::Entry;

use grammers_tl_types as tl;

use super::World;
use super::access::Kind;
use super::history::{Collection, History};
use super::phone::{Character, Phone, UserId};
use super::update::Timeline;
use crate::rpc::RpcError;
use crate::store::AccountRow;

/// Somebody, and what they have.
#[derive(Debug)]
pub struct Account {
    /// The user id.
    pub id: UserId,
    /// The number.
    pub phone: Phone,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: Option<String>,
    /// The public name, without `@`.
    pub username: Option<String>,
    /// When the account was made.
    pub created: i32,
    /// Saved Messages.
    pub saved: History,
    /// What happened in the message box.
    pub timeline: Timeline,
}

/// What accounts are called: by the last digits of their number.
const NAMES: [&str; 16] = [
    "Ada", "Bruno", "Chiara", "Dario", "Elif", "Farid", "Greta", "Hana", "Ivo", "Jun", "Kofi", "Lena", "Mila", "Nico",
    "Olga", "Pablo",
];

impl World {
    /// The account of a number, made if this is its first use.
    pub fn account(&self, phone: Phone) -> Result<UserId, RpcError> {
        if self.state().accounts.contains_key(&phone.user()) {
            return Ok(phone.user());
        }
        let digits = phone.digits();
        let name = NAMES[usize::try_from(phone.user().0).unwrap_or(0) % NAMES.len()];
        match phone.character() {
            Character::Demo => self.new_account(phone, "Helio", Some("Graph")),
            _ => self.new_account(phone, name, Some(&digits[digits.len() - 4..])),
        }
    }

    /// Makes the account of a number.
    pub(super) fn new_account(
        &self,
        phone: Phone,
        first_name: &str,
        last_name: Option<&str>,
    ) -> Result<UserId, RpcError> {
        let row = AccountRow {
            id: phone.user().0,
            phone: phone.digits(),
            first_name: first_name.to_owned(),
            last_name: last_name.map(ToOwned::to_owned),
            created: self.clock().now(),
        };
        let mut state = self.state();
        if let Entry::Vacant(place) = state.accounts.entry(phone.user()) {
            self.store().add_account(&row)?;
            place.insert(Account::from_row(row, phone));
        }
        Ok(phone.user())
    }

    /// What kind of account it is.
    pub fn character(&self, user: UserId) -> Option<Character> {
        self.state().accounts.get(&user).map(|account| account.phone.character())
    }

    /// An account as another one sees it, or as it sees itself.
    pub fn user(&self, viewer: UserId, id: UserId) -> Option<tl::enums::User> {
        let photo = match self.character(id) {
            Some(Character::Demo) => self.user_photo(viewer),
            _ => None,
        };
        let state = self.state();
        let account = state.accounts.get(&id)?;
        let mut user = self.shape_account(viewer, account);
        user.photo = photo;
        Some(user.into())
    }

    /// Who has a public name.
    pub fn user_named(&self, name: &str) -> Option<UserId> {
        let state = self.state();
        let named =
            |account: &&Account| account.username.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(name));
        state.accounts.values().find(named).map(|account| account.id)
    }

    fn shape_account(&self, viewer: UserId, account: &Account) -> tl::types::User {
        let is_self = viewer == account.id;
        let mut user = blank_user(account.id.0, account.first_name.clone());
        user.is_self = is_self;
        user.premium = account.phone.character() == Character::Premium;
        user.access_hash = Some(self.access().hash(viewer, Kind::User, account.id.0));
        user.last_name = account.last_name.clone();
        user.username = account.username.clone();
        user.phone = is_self.then(|| account.phone.digits());
        user
    }
}

impl Account {
    pub(super) fn from_row(row: AccountRow, phone: Phone) -> Self {
        let collection = match phone.character() {
            Character::Demo => Collection::Demo,
            Character::Endless => Collection::Endless,
            Character::Password | Character::Ordinary => Collection::Handful,
            Character::Premium
            | Character::Empty
            | Character::Banned
            | Character::Flooded
            | Character::Unregistered => Collection::Nothing,
        };
        let saved = History::new(collection, row.created);
        // As if every message had been sent one by one: `pts` starts at 1 and grows with each.
        let timeline = Timeline::starting_at(saved.top().max(0) + 1);
        Self {
            id: UserId(row.id),
            phone,
            first_name: row.first_name,
            last_name: row.last_name,
            username: (phone.character() == Character::Demo).then(|| format!("helio_graph_{}", phone.dc())),
            created: row.created,
            saved,
            timeline,
        }
    }
}

/// A user of whom only id and name are known.
pub fn blank_user(id: i64, first_name: String) -> tl::types::User {
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
