//! `key_positions`: how far a key has read a group.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "key_positions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key_id: i64,
    /// A hash of whose group it is, under a key of ours.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place_hash: Vec<u8>,
    pub last: i64,
    pub told: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
