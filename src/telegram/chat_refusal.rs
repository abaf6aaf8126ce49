//! Why something cannot be done in a chat.

/// What Telegram refuses in chats, each with the error that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ChatRefusal {
    /// More than 4,096 UTF-16 units (`MESSAGE_TOO_LONG`).
    #[error("the text is too long")]
    TextTooLong,
    /// `MESSAGE_EMPTY`.
    #[error("the text is empty")]
    TextEmpty,
    /// The formatting or an address in it (`ENTITY_*`, `ENTITIES_TOO_LONG`).
    #[error("the formatting is not usable")]
    FormatInvalid,
    /// No such message in the chat (`MESSAGE_ID_INVALID`).
    #[error("there is no such message")]
    MessageInvalid,
    /// The message to be answered is not there (`REPLY_MESSAGE_ID_INVALID`).
    #[error("the message to be answered is not there")]
    ReplyInvalid,
    /// `MESSAGE_AUTHOR_REQUIRED`.
    #[error("only its author can edit a message")]
    NotAuthor,
    /// It is too old, or carries what cannot be edited (`MESSAGE_EDIT_TIME_EXPIRED`).
    #[error("the message can no longer be edited")]
    EditTooLate,
    /// `MESSAGE_DELETE_FORBIDDEN`.
    #[error("the message cannot be deleted")]
    DeleteForbidden,
    /// `CHAT_FORWARDS_RESTRICTED`.
    #[error("messages of this chat may not be forwarded")]
    ForwardsRestricted,
    /// `CHAT_ADMIN_REQUIRED`: in channels only admins write and see who is there.
    #[error("only admins of the chat may do that")]
    AdminRequired,
    /// `CHAT_WRITE_FORBIDDEN`, and what forbids single kinds of content (`CHAT_SEND_*_FORBIDDEN`).
    #[error("this account may not write there")]
    WriteForbidden,
    /// `USER_BANNED_IN_CHANNEL`.
    #[error("this account is banned from writing there")]
    Banned,
    /// They want no messages of this account (`USER_IS_BLOCKED`, `USER_PRIVACY_RESTRICTED`, `YOU_BLOCKED_USER`).
    #[error("this person takes no messages from this account")]
    PersonUnreachable,
    /// The members of a channel were asked for.
    #[error("it is a channel")]
    IsChannel,
    /// Who has no members or can't be joined: a person.
    #[error("it is no group")]
    NotAGroup,
    /// `INVITE_HASH_EMPTY`.
    #[error("the invite is empty")]
    InviteEmpty,
    /// `INVITE_HASH_INVALID`.
    #[error("the invite is invalid")]
    InviteInvalid,
    /// `INVITE_HASH_EXPIRED`.
    #[error("the invite has expired")]
    InviteExpired,
    /// `INVITE_REQUEST_SENT`: the chat's admins decide.
    #[error("the chat's admins were asked to let this account in")]
    JoinRequested,
    /// `CHANNELS_TOO_MUCH`, `USER_CHANNELS_TOO_MUCH`.
    #[error("this account is in too many chats")]
    TooManyChats,
    /// `USERS_TOO_MUCH`.
    #[error("the chat is full")]
    ChatFull,
}
