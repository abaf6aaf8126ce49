//! `key_accounts`: which account a key uses under which phone number.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "key_accounts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key_id: i64,
    /// A hash of the number under a key of ours: the number itself is nowhere to be read.
    #[sea_orm(primary_key, auto_increment = false)]
    pub phone_hash: Vec<u8>,
    pub account_id: i64,
    /// The session of a sign-in under way beside one that is signed in already.
    pub pending_id: Option<i64>,
    /// When it was last changed.
    pub bound_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
