//! `drive_shares`: links to files and folders.

use sea_orm::entity::prelude::*;

use super::super::kinds::NodeKind;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "drive_shares")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// SHA-256.
    pub token_hash: Vec<u8>,
    pub owner_id: i64,
    pub node_id: i64,
    pub kind: NodeKind,
    /// Argon2id, in PHC form.
    pub password_hash: Option<String>,
    pub max_downloads: Option<i64>,
    pub downloads: i64,
    /// Whether encrypted files are decrypted for visitors.
    pub decrypts: bool,
    pub created_at: i64,
    pub expires_at: Option<i64>,
    pub revoked_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
