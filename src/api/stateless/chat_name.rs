//! Chats as callers name them.

use std::fmt;

use crate::http::fastapi::validation::FieldReader;
use crate::telegram::ChatRef;

/// A chat as the caller names it. Not printed: it says whom somebody talks to.
#[derive(Clone)]
pub struct ChatName(pub String);

/// Text that cannot be a chat's name.
pub struct UnknownChat(pub ChatName);

impl ChatName {
    /// From a field, as text or number.
    pub fn read(fields: &mut FieldReader, field: &'static str) -> Option<Self> {
        fields.text_or_number(field).map(Self)
    }

    /// What it names, where it can be a chat's name.
    pub fn parse(&self) -> Result<ChatRef, UnknownChat> {
        let parsed = Some(self.0.trim()).filter(|name| !name.is_empty()).and_then(ChatRef::parse);
        parsed.ok_or_else(|| UnknownChat(self.clone()))
    }
}

impl fmt::Debug for ChatName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChatName(…)")
    }
}
