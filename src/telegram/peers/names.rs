//! Names of users and chats.

use grammers_tl_types as tl;

/// First and last name; empty for deleted accounts.
pub fn full_name(user: &tl::types::User) -> String {
    let names = [user.first_name.as_deref(), user.last_name.as_deref()];
    names.into_iter().flatten().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The public name; of several, the first active one.
pub fn username(single: Option<&str>, several: Option<&[tl::enums::Username]>) -> Option<String> {
    let several = several.unwrap_or_default().iter().map(|tl::enums::Username::Username(name)| name);
    let active = several.filter(|name| name.active).map(|name| name.username.as_str());
    single.into_iter().chain(active).find(|name| !name.is_empty()).map(str::to_owned)
}
