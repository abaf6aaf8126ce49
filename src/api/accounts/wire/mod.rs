//! What goes over the wire: request and response bodies, every one with `isSuccess`.
//!
//! Their schemas in the OpenAPI document are derived here as well, so that both have the same fields; the words there are these comments.

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
    /// What is wrong, for people.
    #[schema(example = "The user trying to access telegram features is not authorized.")]
    pub message: String,
    /// The same for programs: it does not change.
    #[schema(example = "not_authenticated")]
    pub code: Code,
    /// What the account asks for besides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<SecondFactor>,
    /// Seconds to wait, where Telegram (or this server) asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

/// Something was done, or is so.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsDone)]
pub struct Done {
    /// True.
    pub is_success: bool,
    /// What, for people.
    #[schema(example = "Session is still valid.")]
    pub message: &'static str,
    /// Whether it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<bool>,
}

impl Done {
    /// A success.
    pub fn says(message: &'static str) -> Self {
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
    /// What, for people.
    #[schema(example = "Unused sessions cleaned.")]
    pub message: &'static str,
    /// How many.
    pub data: Removed,
}

/// How many sessions were removed.
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
    /// How many the chat has in all, by Telegram's count.
    #[schema(example = 217)]
    pub total: u64,
    /// `offsetId` of the next page; null at the end.
    #[schema(example = 1187)]
    pub next_offset_id: Option<i32>,
}

/// `POST /user/<phone>/messages/deleteMessages`
#[derive(Default, Deserialize, ToSchema)]
#[schema(as = AccountsDeleteMessages)]
pub struct DeleteMessages {
    /// Ids of messages, as text or as numbers.
    #[schema(value_type = Vec<String>, example = json!(["17", "18"]))]
    pub ids: Option<Vec<Text>>,
    /// The chat that they are in; Saved Messages without it.
    #[serde(rename = "chatId", alias = "chatid", alias = "chat_id")]
    #[schema(value_type = Option<String>, example = "@ines_faro")]
    pub chat_id: Option<Text>,
}

/// Which messages were deleted.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsDeleted)]
pub struct Deleted {
    /// True.
    pub is_success: bool,
    /// Those that were there.
    pub data: Vec<i32>,
}

/// `GET /user/<phone>/contacts`
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsContacts)]
pub struct Contacts {
    /// True.
    pub is_success: bool,
    /// What, for people.
    #[schema(example = "Contacts fetched.")]
    pub message: &'static str,
    /// The people in the account's list of contacts.
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
    /// Public name, without `@`.
    pub username: Option<String>,
    /// Number without `+`, where this account may see it.
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
    /// Pinned ones first, then those with the newest messages.
    pub data: Vec<Dialog>,
}

/// A chat in the list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsDialog)]
pub struct Dialog {
    /// As `chatId` takes it; marked as Telethon marks ids: `-100…` is a channel or supergroup, `-…` a basic group.
    #[schema(example = -1001234567890_i64)]
    pub id: i64,
    /// A title, or a person's name.
    pub title: String,
    /// `private`, `group`, `supergroup` or `channel`.
    #[schema(example = "private")]
    pub r#type: &'static str,
    /// How many are in it, where Telegram says so.
    pub members_count: Option<u32>,
    /// Public name, without `@`.
    pub username: Option<String>,
    /// Messages that were not read.
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
    /// Its MIME type; without it, the part's own.
    #[schema(rename = "mimeType", example = "application/pdf")]
    pub mime_type: Option<String>,
    /// Where to send it; Saved Messages without it. Before the file.
    #[schema(rename = "chatId", example = "@ines_faro")]
    pub chat_id: Option<String>,
    /// What to say with it.
    pub caption: Option<String>,
    /// The file.
    pub file: FileBytes,
}
