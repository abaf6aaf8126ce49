//! Names of users and chats.

use grammers_tl_types as tl;

/// First and last name; empty for deleted accounts.
pub fn full_name(user: &tl::types::User) -> String {
    let names = [user.first_name.as_deref(), user.last_name.as_deref()];
    names.into_iter().flatten().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ")
}
