//! `accounts`: one row per Telegram authorization.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    /// Random, so that the id says nothing and is known before the row is written.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub state: State,
    /// Telegram's user id, once signed in.
    pub telegram_user_id: Option<i64>,
    /// The session, sealed.
    pub session: Vec<u8>,
    pub key_version: i32,
    pub created_at: i64,
    pub updated_at: i64,
    pub used_at: i64,
    /// Which process has the account open, and until when.
    pub lease_owner: Option<String>,
    pub lease_until: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))")]
pub enum State {
    #[sea_orm(string_value = "pending")]
    Pending,
    #[sea_orm(string_value = "active")]
    Active,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
