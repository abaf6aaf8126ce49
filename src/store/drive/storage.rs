//! The account that stores for everybody.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, EntityTrait, QuerySelect};

use super::entity::storage::{ActiveModel, Column, Entity, Model};
use crate::store::executor::sealed::Executor as _;
use crate::store::seconds::now;
use crate::store::{AccountId, Binding, Error, Executor, Transaction};

/// The only row.
const ID: i32 = 1;

/// The account that stores, and the one that is being signed in to replace it.
pub async fn binding(db: &impl Executor) -> Result<Option<Binding>, Error> {
    Ok(Entity::find_by_id(ID).one(db.reader()).await?.map(Binding::from))
}

/// The same, for a transaction that changes it: no other changes it until this one ends.
pub async fn binding_to_change(transaction: &Transaction) -> Result<Option<Binding>, Error> {
    Ok(Entity::find_by_id(ID).lock_exclusive().one(transaction.reader()).await?.map(Binding::from))
}

/// Replaces it.
pub async fn bind(db: &impl Executor, binding: Binding) -> Result<(), Error> {
    let row = ActiveModel {
        id: ActiveValue::Set(ID),
        account_id: ActiveValue::Set(binding.account.0),
        pending_id: ActiveValue::Set(binding.pending.map(|id| id.0)),
        bound_at: ActiveValue::Set(now()),
    };
    let instead = OnConflict::column(Column::Id)
        .update_columns([Column::AccountId, Column::PendingId, Column::BoundAt])
        .to_owned();
    Entity::insert(row).on_conflict(instead).exec_without_returning(db.writer()).await?;
    Ok(())
}

impl From<Model> for Binding {
    fn from(row: Model) -> Self {
        Self { account: AccountId(row.account_id), pending: row.pending_id.map(AccountId) }
    }
}
