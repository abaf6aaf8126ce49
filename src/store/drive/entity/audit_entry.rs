//! `drive_audit`: who did what. Rows are only added, and deleted when they are old.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "drive_audit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub at: i64,
    /// Whose files it was about.
    pub user_id: Option<i64>,
    pub actor_kind: i16,
    pub actor: Option<String>,
    pub action: String,
    pub node_id: Option<i64>,
    pub name: Option<String>,
    pub address: Option<String>,
    pub outcome: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
