//! Errors of calls that concern a chat.

use crate::telegram::calls::call_error::CallError;
use crate::telegram::chat_refusal::ChatRefusal;
use crate::telegram::error::Error;

/// Converts the error of a call that concerns a chat: a [`ChatRefusal`], [`Error::NotFound`], or any other error.
pub fn refused(error: CallError) -> Error {
    match refusal_of(&error) {
        Some(refusal) => refusal.into(),
        None => unseen(error),
    }
}

/// Converts the RPC errors for chats that do not exist, or that the account has no access to, to [`Error::NotFound`].
pub fn unseen(error: CallError) -> Error {
    const NAMES: [&str; 10] = [
        "USERNAME_NOT_OCCUPIED",
        "USERNAME_INVALID",
        "PEER_ID_INVALID",
        "CHAT_ID_INVALID",
        "CHANNEL_INVALID",
        "CHANNEL_PRIVATE",
        "USER_ID_INVALID",
        "INVITE_HASH_EMPTY",
        "INVITE_HASH_INVALID",
        "INVITE_HASH_EXPIRED",
    ];
    if NAMES.iter().any(|name| error.is(name)) { Error::NotFound } else { error.into() }
}

/// The refusal of an RPC error.
fn refusal_of(error: &CallError) -> Option<ChatRefusal> {
    const NAMES: [(&str, ChatRefusal); 33] = [
        ("MESSAGE_TOO_LONG", ChatRefusal::TextTooLong),
        ("MESSAGE_EMPTY", ChatRefusal::TextEmpty),
        ("ENTITY_BOUNDS_INVALID", ChatRefusal::FormatInvalid),
        ("ENTITY_TEXTURL_INVALID", ChatRefusal::FormatInvalid),
        ("ENTITIES_TOO_LONG", ChatRefusal::FormatInvalid),
        ("MESSAGE_ID_INVALID", ChatRefusal::MessageInvalid),
        ("MESSAGE_IDS_EMPTY", ChatRefusal::MessageInvalid),
        ("MSG_ID_INVALID", ChatRefusal::MessageInvalid),
        ("REPLY_MESSAGE_ID_INVALID", ChatRefusal::ReplyInvalid),
        ("REPLY_TO_INVALID", ChatRefusal::ReplyInvalid),
        ("MESSAGE_AUTHOR_REQUIRED", ChatRefusal::NotAuthor),
        ("MESSAGE_EDIT_TIME_EXPIRED", ChatRefusal::EditTooLate),
        ("MESSAGE_DELETE_FORBIDDEN", ChatRefusal::DeleteForbidden),
        ("CHAT_FORWARDS_RESTRICTED", ChatRefusal::ForwardsRestricted),
        ("CHAT_ADMIN_REQUIRED", ChatRefusal::AdminRequired),
        ("RIGHT_FORBIDDEN", ChatRefusal::AdminRequired),
        ("CHAT_WRITE_FORBIDDEN", ChatRefusal::WriteForbidden),
        ("CHAT_GUEST_SEND_FORBIDDEN", ChatRefusal::WriteForbidden),
        ("CHAT_RESTRICTED", ChatRefusal::WriteForbidden),
        ("CHAT_SEND_*", ChatRefusal::WriteForbidden),
        ("USER_BANNED_IN_CHANNEL", ChatRefusal::Banned),
        ("USER_IS_BLOCKED", ChatRefusal::PersonUnreachable),
        ("YOU_BLOCKED_USER", ChatRefusal::PersonUnreachable),
        ("USER_PRIVACY_RESTRICTED", ChatRefusal::PersonUnreachable),
        ("PRIVACY_PREMIUM_REQUIRED", ChatRefusal::PersonUnreachable),
        ("INPUT_USER_DEACTIVATED", ChatRefusal::PersonUnreachable),
        ("INVITE_HASH_EMPTY", ChatRefusal::InviteEmpty),
        ("INVITE_HASH_INVALID", ChatRefusal::InviteInvalid),
        ("INVITE_HASH_EXPIRED", ChatRefusal::InviteExpired),
        ("INVITE_REQUEST_SENT", ChatRefusal::JoinRequested),
        ("CHANNELS_TOO_MUCH", ChatRefusal::TooManyChats),
        ("USER_CHANNELS_TOO_MUCH", ChatRefusal::TooManyChats),
        ("USERS_TOO_MUCH", ChatRefusal::ChatFull),
    ];
    NAMES.iter().find(|(name, _)| error.is(name)).map(|(_, refusal)| *refusal)
}
