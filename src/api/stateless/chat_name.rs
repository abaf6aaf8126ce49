//! The names by which callers address chats.

use std::fmt;

use crate::http::fastapi::validation::FieldReader;
use crate::telegram::ChatRef;

/// A caller's name for a chat. Not printed, because it shows whom a person talks to.
#[derive(Clone)]
pub struct ChatName(pub String);

/// A text that is not a valid name.
pub struct UnknownChat(pub ChatName);

impl ChatName {
    /// Reads it from a field with a string or a number.
    pub fn read(fields: &mut FieldReader, field: &'static str) -> Option<Self> {
        fields.text_or_number(field).map(Self)
    }

    /// The chat that it addresses.
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
