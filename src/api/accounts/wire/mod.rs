//! Request and response bodies. Every response has `isSuccess`.
//!
//! Their schemas in the OpenAPI document are derived from them, and the descriptions there are these comments.

mod message;
mod parts;
mod signing_in;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use message::{Message, Updates};
pub use signing_in::{QrLink, SecondFactor, SentCode, SignIn, UserData, UserInfo};

use crate::http::errors::code::Code;
use crate::http::openapi::FileBytes;
use crate::http::request::text::Text;
use crate::telegram::{self, ChatKind, User};

/// A refusal.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsError)]
pub struct ErrorBody {
    /// False.
    #[schema(example = false)]
    pub is_success: bool,
    /// A sentence for people.
    #[schema(example = "The user trying to access telegram features is not authorized.")]
    pub message: String,
    /// The same for programs. It never changes.
    #[schema(example = "not_authenticated")]
    pub code: Code,
    /// What the account requires besides the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<SecondFactor>,
    /// Seconds to wait, if Telegram or this server asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

/// The operation succeeded.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsSuccess)]
pub struct Success {
    /// True.
    pub is_success: bool,
    /// A sentence for people.
    #[schema(example = "Session is still valid.")]
    pub message: &'static str,
    /// True for a log-out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<bool>,
}

impl Success {
    /// A success with that sentence.
    pub fn with(message: &'static str) -> Self {
        Self { is_success: true, message, data: None }
    }
}

/// `DELETE /cleanSessions`
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsCleaned)]
pub struct Cleaned {
    /// True.
    pub is_success: bool,
    /// A sentence for people.
    #[schema(example = "Unused sessions cleaned.")]
    pub message: &'static str,
    /// The number of removed sessions.
    pub data: Removed,
}

/// The number of removed sessions.
#[derive(Serialize, ToSchema)]
#[schema(as = AccountsRemoved)]
pub struct Removed {
    /// Sessions that had ended at Telegram.
    #[schema(example = 2)]
    pub removed: usize,
}

/// `GET /user/<phone>/messages/getMessages`
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsMessages)]
pub struct Messages {
    /// True.
    pub is_success: bool,
    /// Newest first.
    pub data: Vec<Message>,
    /// The number of messages in the chat, according to Telegram.
    #[schema(example = 217)]
    pub total: u64,
    /// `offsetId` of the next page; null on the last one.
    #[schema(example = 1187)]
    pub next_offset_id: Option<i32>,
}

/// `POST /user/<phone>/messages/deleteMessages`
#[derive(Default, Deserialize, ToSchema)]
#[schema(as = AccountsDeleteMessages)]
pub struct DeleteMessages {
    /// Ids of messages, as strings or numbers.
    #[schema(value_type = Vec<String>, example = json!(["17", "18"]))]
    pub ids: Option<Vec<Text>>,
    /// The messages' chat; Saved Messages by default.
    #[serde(rename = "chatId", alias = "chatid", alias = "chat_id")]
    #[schema(value_type = Option<String>, example = "@ines_faro")]
    pub chat_id: Option<Text>,
}

/// `POST /user/<phone>/messages/deleteMessages`: the deleted messages.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsDeleted)]
pub struct Deleted {
    /// True.
    pub is_success: bool,
    /// The ids of the messages that were deleted.
    pub data: Vec<i32>,
}

/// `GET /user/<phone>/contacts`
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsContacts)]
pub struct Contacts {
    /// True.
    pub is_success: bool,
    /// A sentence for people.
    #[schema(example = "Contacts fetched.")]
    pub message: &'static str,
    /// The account's contacts.
    pub data: Vec<Contact>,
}

/// A contact.
#[derive(Serialize, ToSchema)]
#[schema(as = AccountsContact)]
pub struct Contact {
    /// Telegram's user id.
    pub id: i64,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// Username without `@`.
    pub username: Option<String>,
    /// Phone number without `+`, if this account may see it.
    pub phone_number: Option<String>,
}

impl From<User> for Contact {
    fn from(user: User) -> Self {
        let User { id, first_name, last_name, username, phone, .. } = user;
        Self { id, first_name, last_name, username, phone_number: phone }
    }
}

/// `GET /user/<phone>/dialogs`
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsDialogs)]
pub struct Dialogs {
    /// True.
    pub is_success: bool,
    /// Pinned chats first, then those with the newest messages.
    pub data: Vec<Dialog>,
}

/// A chat in the list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsDialog)]
pub struct Dialog {
    /// The id for `chatId`, marked as in Telethon: `-100…` is a channel or supergroup, `-…` a basic group.
    #[schema(example = -1001234567890_i64)]
    pub id: i64,
    /// The title, or a person's name.
    pub title: String,
    /// `private`, `group`, `supergroup` or `channel`.
    #[schema(example = "private")]
    pub r#type: &'static str,
    /// The number of members, if Telegram returns it.
    pub members_count: Option<u32>,
    /// Username without `@`.
    pub username: Option<String>,
    /// The number of unread messages.
    pub unread_count: u32,
}

impl From<telegram::Chat> for Dialog {
    fn from(chat: telegram::Chat) -> Self {
        Self {
            id: chat.id.0,
            title: chat.name,
            r#type: match chat.kind {
                ChatKind::Private => "private",
                ChatKind::Group => "group",
                ChatKind::Supergroup => "supergroup",
                ChatKind::Channel => "channel",
            },
            members_count: chat.members,
            username: chat.username,
            unread_count: chat.unread,
        }
    }
}

/// `POST /user/<phone>/uploadFile`
#[derive(ToSchema)]
#[schema(as = AccountsUploadForm)]
pub struct UploadForm {
    /// The file's MIME type; by default that of its part in the form.
    #[schema(rename = "mimeType", example = "application/pdf")]
    pub mime_type: Option<String>,
    /// The chat to send it to; Saved Messages by default. Comes before the file.
    #[schema(rename = "chatId", example = "@ines_faro")]
    pub chat_id: Option<String>,
    /// The caption.
    pub caption: Option<String>,
    /// The file.
    pub file: FileBytes,
}
