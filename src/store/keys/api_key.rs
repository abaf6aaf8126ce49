//! `api_keys`: one row per key that a service was given.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// What its owner calls it; there are no two alike.
    pub name: String,
    /// SHA-256 of the key's secret part.
    pub secret_hash: Vec<u8>,
    /// Words with commas between them.
    pub scopes: String,
    pub created_at: i64,
    pub used_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
