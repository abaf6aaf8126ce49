//! `drive_revisions`: contents that a file has or had.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "drive_revisions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub node_id: i64,
    /// 1 for the first one of its file.
    pub number: i32,
    /// Bytes, as they were sent.
    pub size: i64,
    /// Bytes, as they are stored.
    pub stored_size: i64,
    /// Of the bytes as they were sent.
    pub sha256: Vec<u8>,
    pub content_type: String,
    pub is_encrypted: bool,
    pub original_name: String,
    pub created_at: i64,
    /// The name of whoever sent it.
    pub created_by: String,
    /// Whether its manifest is the caption of its last segment. Otherwise it has a text message, once that is posted.
    pub owns_segments: bool,
    pub manifest_chat_id: Option<i64>,
    pub manifest_message_id: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::node::Entity", from = "Column::NodeId", to = "super::node::Column::Id")]
    Node,
}

impl ActiveModelBehavior for ActiveModel {}
