//! `drive_users`: who stores.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "drive_users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub name: String,
    /// Argon2id, in PHC form; none after a rebuild, until an operator sets one.
    pub password_hash: Option<String>,
    pub is_operator: bool,
    /// Whether new files are encrypted, and encrypted ones are decrypted for their owner.
    pub encrypts: bool,
    /// The public part of its age identity.
    pub recipient: Option<String>,
    /// Its age identity, sealed.
    pub identity: Option<Vec<u8>>,
    pub key_version: i32,
    /// Bytes at most; none: no limit.
    pub quota: Option<i64>,
    /// The secret of its one-time passwords, sealed.
    pub totp_secret: Option<Vec<u8>>,
    /// The last time step whose password was used.
    pub totp_step: Option<i64>,
    /// The node that everything else is below.
    pub root_id: i64,
    pub manifest_chat_id: Option<i64>,
    pub manifest_message_id: Option<i64>,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
