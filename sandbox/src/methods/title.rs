//! Titles and descriptions of chats.

use crate::rpc::{RpcError, bad_request};

/// The longest title, in characters (`MAX_TITLE_LENGTH` of TDLib).
const MAXIMUM_TITLE: usize = 128;
/// The longest description, in characters (`MAX_DESCRIPTION_LENGTH` of TDLib).
const MAXIMUM_ABOUT: usize = 255;

/// Checks a title. No source names the error for one that is too long, which clients cut: here it is as wrong as an empty one.
pub(super) fn title(title: &str) -> Result<String, RpcError> {
    let title = title.trim();
    let is_valid = (1..=MAXIMUM_TITLE).contains(&title.chars().count());
    if is_valid { Ok(title.to_owned()) } else { Err(bad_request("CHAT_TITLE_EMPTY")) }
}

/// Checks a description, which may be empty.
pub(super) fn about(about: &str) -> Result<String, RpcError> {
    let about = about.trim();
    let is_valid = about.chars().count() <= MAXIMUM_ABOUT;
    if is_valid { Ok(about.to_owned()) } else { Err(bad_request("CHAT_ABOUT_TOO_LONG")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_in_characters() {
        assert_eq!(title(" 🪞 ").unwrap(), "🪞");
        assert_eq!(title(&"🪞".repeat(128)).unwrap().chars().count(), 128);
        for wrong in ["", " \n", &"x".repeat(129)] {
            assert_eq!(title(wrong).unwrap_err().name, "CHAT_TITLE_EMPTY");
        }
        assert!(about("").is_ok() && about(&"🪞".repeat(255)).is_ok());
        assert_eq!(about(&"x".repeat(256)).unwrap_err().name, "CHAT_ABOUT_TOO_LONG");
    }
}
