//! `drive_nodes`: folders and files. Of a file also what its newest revision says, so that lists, searches and sums read one table.

use sea_orm::entity::prelude::*;

use super::super::kinds::NodeKind;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "drive_nodes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub owner_id: i64,
    /// None for the root alone.
    pub parent_id: Option<i64>,
    pub kind: NodeKind,
    pub name: String,
    /// The name in lower case, for searches.
    pub search_name: String,
    /// 0, or the id of the node with which it was moved to the trash.
    pub trash_mark: i64,
    /// Of the node that was moved to the trash itself.
    pub trashed_at: Option<i64>,
    pub created_at: i64,
    pub modified_at: i64,
    pub revision_id: Option<i64>,
    pub size: i64,
    pub stored_size: i64,
    pub content_type: Option<String>,
    pub category: i16,
    pub is_encrypted: bool,
    pub original_name: Option<String>,
    pub uploaded_at: Option<i64>,
    /// The message of its first segment.
    pub message_id: Option<i64>,
    /// Of a folder: the text message with its manifest, once that is posted.
    pub manifest_chat_id: Option<i64>,
    pub manifest_message_id: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
