//! The stable names of refusals, for programs; sentences are for people.
//!
//! A name never changes its meaning; new ones may be added. Those of the gallery API and of the accounts API are the same.

use std::borrow::Cow;

use serde::Serialize;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::http::access::api_keys::Denied;
use crate::telegram::{ChatRefusal, Rejected};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)+) => {
        /// Why a request was refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $text)] $name,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The code as in responses.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }
        }
    };
}

codes! {
    // Requests that no route answers, or that are malformed.
    /// `Host` names another host.
    HostNotAllowed = "host_not_allowed",
    /// A page of another origin tried to change something.
    OriginNotAllowed = "origin_not_allowed",
    /// The path has other methods.
    MethodNotAllowed = "method_not_allowed",
    /// There is no such path.
    NotFound = "not_found",
    /// Not allowed.
    Forbidden = "forbidden",
    /// The request, or its body, is malformed.
    RequestMalformed = "request_malformed",
    /// The body is larger than the limit.
    RequestTooLarge = "request_too_large",
    /// The body is incomplete.
    RequestIncomplete = "request_incomplete",
    /// The body took too long to arrive.
    RequestTimeout = "request_timeout",
    /// The body has an unsupported type.
    UnsupportedMediaType = "unsupported_media_type",
    /// A parameter has an invalid value.
    ParameterInvalid = "parameter_invalid",
    /// The method is unknown.
    NotImplemented = "not_implemented",
    /// The server is overloaded.
    ServerBusy = "server_busy",
    /// An internal error of the server.
    InternalError = "internal_error",

    // Credentials.
    /// Nobody is signed in.
    NotAuthenticated = "not_authenticated",
    /// The session has ended.
    SessionEnded = "session_ended",
    /// Several session cookies were sent.
    SeveralSessionCookies = "several_session_cookies",
    /// No API key was sent.
    ApiKeyRequired = "api_key_required",
    /// There is no such API key.
    ApiKeyInvalid = "api_key_invalid",
    /// The API key is not for this API.
    ApiKeyScope = "api_key_scope",

    // Waiting.
    /// Telegram asks to wait.
    FloodWait = "flood_wait",
    /// A limit of this server asks to wait.
    TooManyRequests = "too_many_requests",
    /// Telegram cannot be reached.
    TelegramUnavailable = "telegram_unavailable",
    /// Another server process uses the account.
    AccountInUse = "account_in_use",
    /// Telegram refuses that, for the reason in the sentence.
    TelegramRefused = "telegram_refused",
    /// Another error of Telegram.
    TelegramError = "telegram_error",

    // Signing in.
    /// The phone number is missing.
    PhoneNumberRequired = "phone_number_required",
    /// The phone number is malformed, or Telegram refuses it.
    PhoneNumberInvalid = "phone_number_invalid",
    /// The phone number is banned from Telegram.
    PhoneNumberBanned = "phone_number_banned",
    /// The phone number is not registered with Telegram.
    PhoneNumberUnregistered = "phone_number_unregistered",
    /// No code was requested, or it was used already.
    NoCodeRequested = "no_code_requested",
    /// The code is missing.
    CodeRequired = "code_required",
    /// The code is wrong.
    CodeInvalid = "code_invalid",
    /// The code has expired.
    CodeExpired = "code_expired",
    /// The code is right, but the account has a second factor: the password is required.
    PasswordRequired = "password_required",
    /// The password is missing in a request to check it.
    PasswordMissing = "password_missing",
    /// The password is wrong.
    PasswordInvalid = "password_invalid",

    // Files and messages.
    /// There is no such message, or it has no media.
    MediaNotFound = "media_not_found",
    /// There is no such message, or its media has no thumbnail.
    ThumbnailNotFound = "thumbnail_not_found",
    /// There is no such message, or it has no file.
    FileNotFound = "file_not_found",
    /// None of the messages exists.
    MessagesNotFound = "messages_not_found",
    /// The account has no profile photo.
    PhotoNotFound = "photo_not_found",
    /// The account cannot see such a chat.
    ChatNotFound = "chat_not_found",
    /// The range is outside of the file.
    RangeNotSatisfiable = "range_not_satisfiable",
    /// `If-Match` or `If-Unmodified-Since` is not fulfilled.
    PreconditionFailed = "precondition_failed",
    /// The files are too large for one download.
    DownloadTooLarge = "download_too_large",
    /// The form has no file.
    FileRequired = "file_required",
    /// The file is empty.
    FileEmpty = "file_empty",
    /// The file is larger than Telegram accepts from this account.
    FileTooLarge = "file_too_large",
    /// The file cannot be sent in this form.
    FileInvalid = "file_invalid",
    /// Telegram has frozen the account.
    AccountFrozen = "account_frozen",
    /// Telegram does not allow this to the account.
    AccountRestricted = "account_restricted",
    /// The caption is too long.
    CaptionTooLong = "caption_too_long",
    /// The message already has this content.
    NotModified = "not_modified",

    // Chats.
    /// The text is too long.
    TextTooLong = "text_too_long",
    /// The text is empty.
    TextEmpty = "text_empty",
    /// The formatting is invalid.
    FormatInvalid = "format_invalid",
    /// There is no such message in the chat.
    MessageInvalid = "message_invalid",
    /// The message to reply to does not exist.
    ReplyInvalid = "reply_invalid",
    /// Only its author can edit a message.
    NotAuthor = "not_author",
    /// The message can no longer be edited.
    EditTooLate = "edit_too_late",
    /// The message cannot be deleted.
    DeleteForbidden = "delete_forbidden",
    /// Messages of this chat may not be forwarded.
    ForwardsRestricted = "forwards_restricted",
    /// Only admins of the chat may do that.
    AdminRequired = "admin_required",
    /// The account may not write in this chat.
    WriteForbidden = "write_forbidden",
    /// The account is banned from writing in this chat.
    BannedInChat = "banned_in_chat",
    /// The person accepts no messages from this account.
    PersonUnreachable = "person_unreachable",
    /// It is a channel, not a group.
    IsChannel = "is_channel",
    /// It is not a group.
    NotAGroup = "not_a_group",
    /// The invite is empty.
    InviteEmpty = "invite_empty",
    /// The invite is invalid.
    InviteInvalid = "invite_invalid",
    /// The invite has expired.
    InviteExpired = "invite_expired",
    /// The chat's admins have been asked to approve the account.
    JoinRequested = "join_requested",
    /// The account is in too many chats.
    TooManyChats = "too_many_chats",
    /// The chat is full.
    ChatFull = "chat_full",
}

impl Code {
    /// The code of a rejection.
    pub fn of(rejected: Rejected) -> Self {
        match rejected {
            Rejected::PhoneNumberInvalid => Self::PhoneNumberInvalid,
            Rejected::PhoneNumberBanned => Self::PhoneNumberBanned,
            Rejected::PhoneNumberUnoccupied => Self::PhoneNumberUnregistered,
            Rejected::NoCodeRequested => Self::NoCodeRequested,
            Rejected::CodeInvalid => Self::CodeInvalid,
            Rejected::CodeExpired => Self::CodeExpired,
            Rejected::PasswordInvalid => Self::PasswordInvalid,
            Rejected::CaptionTooLong => Self::CaptionTooLong,
            Rejected::NotModified => Self::NotModified,
            Rejected::FileEmpty => Self::FileEmpty,
            Rejected::FileTooLarge { .. } => Self::FileTooLarge,
            Rejected::FileInvalid => Self::FileInvalid,
            Rejected::AccountFrozen => Self::AccountFrozen,
            Rejected::AccountRestricted => Self::AccountRestricted,
            Rejected::Chat(refusal) => Self::of_chat(refusal),
        }
    }

    /// The code of an API key that is not accepted.
    pub fn of_denied(denied: &Denied) -> Self {
        match denied {
            Denied::Missing => Self::ApiKeyRequired,
            Denied::Unknown => Self::ApiKeyInvalid,
            Denied::Scope => Self::ApiKeyScope,
            Denied::Limited(_) => Self::TooManyRequests,
            Denied::Store(_) => Self::InternalError,
        }
    }

    fn of_chat(refusal: ChatRefusal) -> Self {
        match refusal {
            ChatRefusal::TextTooLong => Self::TextTooLong,
            ChatRefusal::TextEmpty => Self::TextEmpty,
            ChatRefusal::FormatInvalid => Self::FormatInvalid,
            ChatRefusal::MessageInvalid => Self::MessageInvalid,
            ChatRefusal::ReplyInvalid => Self::ReplyInvalid,
            ChatRefusal::NotAuthor => Self::NotAuthor,
            ChatRefusal::EditTooLate => Self::EditTooLate,
            ChatRefusal::DeleteForbidden => Self::DeleteForbidden,
            ChatRefusal::ForwardsRestricted => Self::ForwardsRestricted,
            ChatRefusal::AdminRequired => Self::AdminRequired,
            ChatRefusal::WriteForbidden => Self::WriteForbidden,
            ChatRefusal::Banned => Self::BannedInChat,
            ChatRefusal::PersonUnreachable => Self::PersonUnreachable,
            ChatRefusal::IsChannel => Self::IsChannel,
            ChatRefusal::NotAGroup => Self::NotAGroup,
            ChatRefusal::InviteEmpty => Self::InviteEmpty,
            ChatRefusal::InviteInvalid => Self::InviteInvalid,
            ChatRefusal::InviteExpired => Self::InviteExpired,
            ChatRefusal::JoinRequested => Self::JoinRequested,
            ChatRefusal::TooManyChats => Self::TooManyChats,
            ChatRefusal::ChatFull => Self::ChatFull,
        }
    }
}

impl ToSchema for Code {
    fn name() -> Cow<'static, str> {
        "ErrorCode".into()
    }
}

impl PartialSchema for Code {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "Why a request was refused, for programs. New ones may be added; none changes its meaning.",
            ))
            .enum_values(Some(Self::ALL.iter().map(|code| code.as_str())))
            .into()
    }
}
