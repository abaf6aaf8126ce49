//! Chats.

use rocket::serde::Serialize;
use utoipa::ToSchema;

use super::limit;
use crate::api::stateless::chat_name::ChatName;
use crate::http::fastapi::call::Input;
use crate::http::fastapi::validation::FieldReader;
use crate::telegram::{Chat, ChatDetails, ChatKind};

/// `GET /chats`
pub struct ListChats {
    /// The maximum number of chats.
    pub limit: usize,
}

impl Input for ListChats {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        Some(Self { limit: limit(fields.optional_integer("limit")) as usize })
    }
}

/// The chats.
#[derive(Serialize, ToSchema)]
#[schema(as = StatelessChats)]
pub struct ChatsBody {
    chats: Vec<ChatBody>,
    /// The number of chats in this response.
    total_count: usize,
}

/// A chat.
#[derive(Serialize, ToSchema)]
#[schema(as = StatelessChat)]
pub struct ChatBody {
    /// The title, or a person's name.
    #[schema(example = "Lighthouse keepers")]
    name: String,
    /// The marked id: `-100…` for channels and supergroups, `-…` for basic groups.
    #[schema(example = -1_002_900_000_001_i64)]
    id: i64,
    /// `private`, `group`, `supergroup` or `channel`.
    #[serde(rename = "type")]
    #[schema(example = "supergroup")]
    kind: &'static str,
    /// The number of members, if Telegram returns it.
    members_count: Option<u32>,
    /// Whether it has no username.
    is_private: bool,
    /// The username, without `@`.
    #[schema(example = "lighthouse_keepers")]
    username: Option<String>,
}

impl From<Vec<Chat>> for ChatsBody {
    fn from(chats: Vec<Chat>) -> Self {
        let chats: Vec<_> = chats.into_iter().map(ChatBody::from).collect();
        Self { total_count: chats.len(), chats }
    }
}

impl From<Chat> for ChatBody {
    fn from(chat: Chat) -> Self {
        Self {
            name: chat.name,
            id: chat.id.0,
            kind: match chat.kind {
                ChatKind::Private => "private",
                ChatKind::Group => "group",
                ChatKind::Supergroup => "supergroup",
                ChatKind::Channel => "channel",
            },
            members_count: chat.members,
            is_private: chat.username.is_none(),
            username: chat.username,
        }
    }
}

/// `POST /groups/join`
#[derive(ToSchema)]
#[schema(as = StatelessJoin)]
pub struct Join {
    /// `@name`, `name`, a `t.me` link, `+hash` or `t.me/joinchat/hash`.
    #[schema(value_type = String, example = "@lighthouse_keepers")]
    pub group_identifier: ChatName,
}

impl Input for Join {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        ChatName::read(fields, "group_identifier").map(|group_identifier| Self { group_identifier })
    }
}

/// The chat that was joined.
#[derive(Serialize, ToSchema)]
#[schema(as = StatelessJoined)]
pub struct JoinedBody {
    /// Always true.
    #[schema(example = true)]
    success: bool,
    /// A sentence for people.
    #[schema(example = "Successfully joined")]
    message: &'static str,
    /// The unmarked id, unlike in `/chats`.
    #[schema(example = 2_900_000_001_i64)]
    id: i64,
    /// The title.
    #[schema(example = "Lighthouse keepers")]
    title: String,
    /// The username, without `@`.
    #[schema(example = "lighthouse_keepers")]
    username: Option<String>,
    /// The chat's own description.
    description: Option<String>,
    /// Always null: photos of chats have no URL here.
    photo_url: Option<&'static str>,
}

impl From<ChatDetails> for JoinedBody {
    fn from(chat: ChatDetails) -> Self {
        Self {
            success: true,
            message: "Successfully joined",
            id: chat.bare_id,
            title: chat.title,
            username: chat.username,
            description: Some(chat.about).filter(|about| !about.is_empty()),
            photo_url: None,
        }
    }
}
