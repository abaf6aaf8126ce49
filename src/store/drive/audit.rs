//! The audit: who did what. Rows are only added; old ones are deleted.

use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

use super::entity::audit_entry::{ActiveModel, Column, Entity, Model};
use super::{NodeId, UserId};
use crate::store::seconds::{date, now};
use crate::store::{Error, Executor};

/// Something that was done, or tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number: later ones have higher ones.
    pub id: i64,
    /// When.
    pub at: OffsetDateTime,
    /// Whose files it was about.
    pub user: Option<UserId>,
    /// A number of the kind of actor.
    pub actor_kind: i16,
    /// Who did it.
    pub actor: Option<String>,
    /// What.
    pub action: String,
    /// On which node.
    pub node: Option<NodeId>,
    /// The node's name and folder then.
    pub name: Option<String>,
    /// The client's address.
    pub address: Option<String>,
    /// `ok`, or why not.
    pub outcome: String,
}

/// Adds an entry; its number and time are the database's and now.
pub async fn add(db: &impl Executor, entry: &AuditEntry) -> Result<(), Error> {
    let row = ActiveModel {
        id: ActiveValue::NotSet,
        at: ActiveValue::Set(now()),
        user_id: ActiveValue::Set(entry.user.map(|id| id.0)),
        actor_kind: ActiveValue::Set(entry.actor_kind),
        actor: ActiveValue::Set(entry.actor.clone()),
        action: ActiveValue::Set(entry.action.clone()),
        node_id: ActiveValue::Set(entry.node.map(|id| id.0)),
        name: ActiveValue::Set(entry.name.clone()),
        address: ActiveValue::Set(entry.address.clone()),
        outcome: ActiveValue::Set(entry.outcome.clone()),
    };
    Entity::insert(row).exec_without_returning(db.writer()).await?;
    Ok(())
}

/// The newest entries first, a page of them: those about one user, or all.
pub async fn list(
    db: &impl Executor,
    user: Option<UserId>,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<AuditEntry>, Error> {
    let mut query = Entity::find().order_by_desc(Column::Id).limit(limit);
    if let Some(user) = user {
        query = query.filter(Column::UserId.eq(user.0));
    }
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    Ok(query.all(db.reader()).await?.into_iter().map(AuditEntry::from).collect())
}

/// Deletes entries from before that moment, and returns how many.
pub async fn delete_before(db: &impl Executor, moment: OffsetDateTime) -> Result<u64, Error> {
    let deleted = Entity::delete_many().filter(Column::At.lt(moment.unix_timestamp())).exec(db.writer()).await?;
    Ok(deleted.rows_affected)
}

impl From<Model> for AuditEntry {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            at: date(row.at),
            user: row.user_id.map(UserId),
            actor_kind: row.actor_kind,
            actor: row.actor,
            action: row.action,
            node: row.node_id.map(NodeId),
            name: row.name,
            address: row.address,
            outcome: row.outcome,
        }
    }
}
