//! `drive_outbox`: messages at Telegram that are not yet as the rows say.

use sea_orm::entity::prelude::*;

use super::super::kinds::OutboxKind;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "drive_outbox")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: OutboxKind,
    /// The chat of a message that is deleted; 0 for all others.
    pub chat_id: i64,
    /// The node, user, segment or message.
    pub subject: i64,
    /// Counts the changes, so that one that comes meanwhile is not lost.
    pub version: i64,
    pub attempts: i32,
    /// Not before this second.
    pub due_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
