//! `drive_segments`: documents at Telegram, each a part of a file's content or all of it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "drive_segments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub owner_id: i64,
    pub chat_id: i64,
    pub message_id: i64,
    pub document_id: i64,
    /// Bytes, as they are stored.
    pub size: i64,
    /// Bytes of the content.
    pub plain_size: i64,
    /// Of an encrypted one: the header of its age file; empty after a rebuild, until it is read.
    pub header: Option<Vec<u8>>,
    /// SHA-256 over the SHA-256 of each 128 KiB as stored.
    pub digest: Vec<u8>,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
