//! Finding users and chats by their names and numbers.

use grammers_tl_types as tl;

use super::state::World;
use crate::content::chats::PEOPLE;
use crate::model::peer_id::{id_of_channel, peer_with_id};
use crate::model::phone::{Phone, UserId};

/// Somebody or something that was found.
pub(crate) struct FoundPeer {
    pub(crate) peer: tl::enums::Peer,
    pub(crate) user: Option<tl::enums::User>,
    pub(crate) chat: Option<tl::enums::Chat>,
    /// Whether it is a contact or a chat of the viewer.
    pub(crate) is_mine: bool,
}

impl World {
    /// The account with a phone number, or the contact.
    pub(crate) fn user_with_phone(&self, viewer: UserId, phone: &str) -> Option<tl::enums::User> {
        if let Some(user) = Phone::parse(phone).map(Phone::user) {
            return self.user(viewer, user);
        }
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        let has_number = |user: &tl::enums::User| match user {
            tl::enums::User::User(user) => user.phone.as_deref() == Some(digits.as_str()),
            tl::enums::User::Empty(_) => false,
        };
        self.contacts_of(viewer).into_iter().find(has_number)
    }

    /// Contacts and chats of the viewer whose names match, and others whose usernames do.
    pub(crate) fn peers_with_names(&self, viewer: UserId, matches: &dyn Fn(&str) -> bool) -> Vec<FoundPeer> {
        let contacts: Vec<_> = self.contacts_of(viewer).iter().map(tl::enums::User::id).collect();
        let accounts: Vec<_> = self.state().accounts.keys().map(|user| user.0).collect();
        let users = PEOPLE.iter().map(|person| person.id).chain(accounts);
        let users = users.filter_map(|id| {
            let user = self.user(viewer, UserId(id))?;
            let (names, usernames) = names(&user);
            let is_mine = contacts.contains(&id) || id == viewer.0;
            let is_found = matches(&usernames) || (is_mine && matches(&names));
            let peer = tl::types::PeerUser { user_id: id }.into();
            is_found.then_some(FoundPeer { peer, user: Some(user), chat: None, is_mine })
        });
        let mut found: Vec<_> = users.collect();
        let channels: Vec<_> = self.state().existing_channels().cloned().collect();
        for channel in channels {
            let is_mine = self.is_member(viewer, &channel);
            if channel.username.is_some_and(matches) || (is_mine && matches(&channel.title)) {
                let peer = peer_with_id(id_of_channel(channel.id));
                found.push(FoundPeer { peer, user: None, chat: Some(self.tl_channel(viewer, &channel)), is_mine });
            }
        }
        found
    }
}

/// The names of a user, and the usernames.
fn names(user: &tl::enums::User) -> (String, String) {
    let tl::enums::User::User(user) = user else { return (String::new(), String::new()) };
    let names = [&user.first_name, &user.last_name].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let others = user.usernames.iter().flatten().map(|tl::enums::Username::Username(name)| name.username.clone());
    (names, user.username.iter().cloned().chain(others).collect::<Vec<_>>().join(" "))
}
