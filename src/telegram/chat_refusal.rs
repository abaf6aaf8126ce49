//! Why Telegram refuses an action in a chat.

/// Why Telegram refuses an action in a chat, each with its RPC errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ChatRefusal {
    /// More than 4,096 UTF-16 units (`MESSAGE_TOO_LONG`).
    #[error("the text is too long")]
    TextTooLong,
    /// `MESSAGE_EMPTY`.
    #[error("the text is empty")]
    TextEmpty,
    /// The formatting is invalid, or a link in it (`ENTITY_*`, `ENTITIES_TOO_LONG`).
    #[error("the formatting is not usable")]
    FormatInvalid,
    /// There is no such message in the chat (`MESSAGE_ID_INVALID`).
    #[error("there is no such message")]
    MessageInvalid,
    /// There is no such message to reply to (`REPLY_MESSAGE_ID_INVALID`).
    #[error("the message to be answered is not there")]
    ReplyInvalid,
    /// The message is somebody else's (`MESSAGE_AUTHOR_REQUIRED`).
    #[error("only its author can edit a message")]
    NotAuthor,
    /// The message is too old, or of a kind that cannot be edited (`MESSAGE_EDIT_TIME_EXPIRED`).
    #[error("the message can no longer be edited")]
    EditTooLate,
    /// `MESSAGE_DELETE_FORBIDDEN`.
    #[error("the message cannot be deleted")]
    DeleteForbidden,
    /// `CHAT_FORWARDS_RESTRICTED`.
    #[error("messages of this chat may not be forwarded")]
    ForwardsRestricted,
    /// Only admins may do that, such as writing to a channel or listing its members (`CHAT_ADMIN_REQUIRED`).
    #[error("only admins of the chat may do that")]
    AdminRequired,
    /// Writing is forbidden (`CHAT_WRITE_FORBIDDEN`), or sending this kind of content (`CHAT_SEND_*_FORBIDDEN`).
    #[error("this account may not write there")]
    WriteForbidden,
    /// `USER_BANNED_IN_CHANNEL`.
    #[error("this account is banned from writing there")]
    Banned,
    /// A block or the person's privacy settings prevent messages (`USER_IS_BLOCKED`, `USER_PRIVACY_RESTRICTED`, `YOU_BLOCKED_USER`).
    #[error("this person takes no messages from this account")]
    PersonUnreachable,
    /// The chat is a channel, whose members cannot be listed.
    #[error("it is a channel")]
    IsChannel,
    /// The chat is a person, who has no members and cannot be joined.
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
    /// The chat's admins have to approve the request to join (`INVITE_REQUEST_SENT`).
    #[error("the chat's admins were asked to let this account in")]
    JoinRequested,
    /// `CHANNELS_TOO_MUCH`, `USER_CHANNELS_TOO_MUCH`.
    #[error("this account is in too many chats")]
    TooManyChats,
    /// `USERS_TOO_MUCH`.
    #[error("the chat is full")]
    ChatFull,
}
