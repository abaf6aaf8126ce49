//! Messages that are sent or changed.

use rocket::serde::Serialize;
use utoipa::ToSchema;

use crate::api::stateless::chat_name::ChatName;
use crate::digits;
use crate::http::dates::iso8601;
use crate::http::fastapi::call::Input;
use crate::http::fastapi::validation::FieldReader;
use crate::http::openapi::FileBytes;
use crate::telegram::{self, MessageId, TextFormat};

/// `POST /messages/send`
#[derive(ToSchema)]
#[schema(as = StatelessSend)]
pub struct Send {
    /// `@name`, a number (also as a JSON number), a `t.me` link, or `me`.
    #[schema(value_type = String, example = "@lighthouse_keepers")]
    pub chat_id: ChatName,
    /// The text.
    #[schema(example = "Hello, World!")]
    pub text: String,
    /// The message that it replies to.
    #[schema(value_type = Option<i32>)]
    pub reply_to_message_id: Option<MessageId>,
    /// The markup of the text: `markdown` or `html`; plain text by default.
    #[schema(value_type = Option<String>, example = "markdown")]
    pub parse_mode: TextFormat,
}

/// `POST /messages/send_with_file`, which is read part by part.
#[derive(ToSchema)]
#[schema(as = StatelessSendFile)]
#[expect(dead_code, reason = "it stands for the form in the OpenAPI document")]
pub struct FileForm {
    /// `@name`, a number, a `t.me` link, or `me`. If it comes before the file, it is checked before the file is read.
    #[schema(value_type = String, example = "me")]
    pub chat_id: ChatName,
    /// The file.
    pub file: FileBytes,
    /// The caption.
    pub text: Option<String>,
    /// The message that it replies to.
    #[schema(value_type = Option<i32>)]
    pub reply_to_message_id: Option<MessageId>,
    /// The markup of the caption: `markdown` or `html`; plain text by default.
    #[schema(value_type = Option<String>, example = "markdown")]
    pub parse_mode: TextFormat,
}

/// `DELETE /messages/delete`
#[derive(ToSchema)]
#[schema(as = StatelessDelete)]
pub struct Delete {
    /// The chat.
    #[schema(value_type = String, example = "me")]
    pub chat_id: ChatName,
    /// The messages.
    #[schema(value_type = Vec<i32>, example = json!([41, 42]))]
    pub message_ids: Vec<MessageId>,
}

/// `POST /messages/forward`
#[derive(ToSchema)]
#[schema(as = StatelessForward)]
pub struct Forward {
    /// The chat of the message.
    #[schema(value_type = String, example = "@harbour_notices")]
    pub from_chat_id: ChatName,
    /// The chat to forward it to.
    #[schema(value_type = String, example = "me")]
    pub to_chat_id: ChatName,
    /// The message.
    #[schema(value_type = i32, example = 1)]
    pub message_id: MessageId,
}

/// `POST /messages/edit`
#[derive(ToSchema)]
#[schema(as = StatelessEdit)]
pub struct Edit {
    /// The chat.
    #[schema(value_type = String, example = "me")]
    pub chat_id: ChatName,
    /// The message's id, as a string or number.
    #[schema(value_type = String, example = "42")]
    pub message_id: MessageId,
    /// The new text.
    #[schema(example = "Hello again")]
    pub new_text: String,
    /// The markup of the text: `markdown` or `html`; plain text by default.
    #[schema(value_type = Option<String>, example = "markdown")]
    pub parse_mode: TextFormat,
}

impl Input for Send {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        let (chat_id, text) = (ChatName::read(fields, "chat_id"), fields.text("text"));
        let (reply_to_message_id, parse_mode) = (reply_to(fields), parse_mode(fields));
        Some(Self { chat_id: chat_id?, text: text?, reply_to_message_id, parse_mode })
    }
}

impl Input for Delete {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        let (chat_id, ids) = (ChatName::read(fields, "chat_id"), fields.integers("message_ids"));
        Some(Self { chat_id: chat_id?, message_ids: ids?.into_iter().map(message_id).collect() })
    }
}

impl Input for Forward {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        let (from, to) = (ChatName::read(fields, "from_chat_id"), ChatName::read(fields, "to_chat_id"));
        let id = fields.integer("message_id");
        Some(Self { from_chat_id: from?, to_chat_id: to?, message_id: message_id(id?) })
    }
}

impl Input for Edit {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        // A string in the original, which Telethon converts to a number.
        let (chat_id, id) = (ChatName::read(fields, "chat_id"), fields.text_or_number("message_id"));
        let (new_text, parse_mode) = (fields.text("new_text"), parse_mode(fields));
        let id = digits::number(&id?).map_or(NO_MESSAGE, message_id);
        Some(Self { chat_id: chat_id?, message_id: id, new_text: new_text?, parse_mode })
    }
}

/// The message that is replied to, if there is one.
pub fn reply_to(fields: &mut FieldReader) -> Option<MessageId> {
    fields.optional_integer("reply_to_message_id").map(message_id)
}

/// The markup of a text; plain text by default.
pub fn parse_mode(fields: &mut FieldReader) -> TextFormat {
    let modes = [("markdown", TextFormat::Markdown), ("html", TextFormat::Html)];
    fields.optional_choice("parse_mode", &modes).unwrap_or_default()
}

/// An id that no message has.
const NO_MESSAGE: MessageId = MessageId(0);

/// A message's id; [`NO_MESSAGE`] for a number that cannot be one.
fn message_id(number: i64) -> MessageId {
    i32::try_from(number).ok().filter(|id| *id > 0).map_or(NO_MESSAGE, MessageId)
}

/// A message that was sent or edited.
#[derive(Serialize, ToSchema)]
#[schema(as = StatelessSent)]
pub struct SentBody {
    /// Always true.
    #[schema(example = true)]
    success: bool,
    /// The message's id in its chat.
    #[schema(example = 77)]
    message_id: i32,
    /// When it was sent or edited, UTC.
    #[schema(example = "2025-01-02T03:04:05Z")]
    date: String,
}

impl From<telegram::Sent> for SentBody {
    fn from(sent: telegram::Sent) -> Self {
        Self { success: true, message_id: sent.id.0, date: iso8601::format(sent.date) }
    }
}

/// The messages that were deleted.
#[derive(Serialize, ToSchema)]
#[schema(as = StatelessDeleted)]
pub struct DeletedBody {
    /// Always true.
    #[schema(example = true)]
    success: bool,
    /// The ids of the messages that were deleted.
    #[schema(example = json!([41, 42]))]
    deleted_messages: Vec<i32>,
}

impl DeletedBody {
    /// The response for these messages.
    pub fn of(deleted: &[MessageId]) -> Self {
        Self { success: true, deleted_messages: deleted.iter().map(|id| id.0).collect() }
    }
}
