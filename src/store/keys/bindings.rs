//! What a key has under each phone number.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::api_keys::KeyId;
use super::key_account::{ActiveModel, Column, Entity, Model};
use crate::store::executor::sealed::Executor as _;
use crate::store::seconds::now;
use crate::store::{AccountId, Binding, Error, Executor, Transaction};

/// What a key has under a phone number (its digits).
pub async fn binding(db: &impl Executor, key: KeyId, digits: &str) -> Result<Option<Binding>, Error> {
    let found = Entity::find_by_id((key.0, phone_hash(db, key, digits))).one(db.reader()).await?;
    Ok(found.map(Binding::from))
}

/// The same, for a transaction that changes it: no other changes it until this one ends.
pub async fn binding_to_change(transaction: &Transaction, key: KeyId, digits: &str) -> Result<Option<Binding>, Error> {
    let query = Entity::find_by_id((key.0, phone_hash(transaction, key, digits))).lock_exclusive();
    Ok(query.one(transaction.reader()).await?.map(Binding::from))
}

/// Everything that a key has, what was bound last first.
pub async fn bindings(db: &impl Executor, key: KeyId) -> Result<Vec<Binding>, Error> {
    let query = Entity::find().filter(Column::KeyId.eq(key.0)).order_by_desc(Column::BoundAt);
    Ok(query.all(db.reader()).await?.into_iter().map(Binding::from).collect())
}

/// Replaces what a key has under a phone number.
pub async fn bind(db: &impl Executor, key: KeyId, digits: &str, binding: Binding) -> Result<(), Error> {
    let row = ActiveModel {
        key_id: ActiveValue::Set(key.0),
        phone_hash: ActiveValue::Set(phone_hash(db, key, digits)),
        account_id: ActiveValue::Set(binding.account.0),
        pending_id: ActiveValue::Set(binding.pending.map(|id| id.0)),
        bound_at: ActiveValue::Set(now()),
    };
    let instead = OnConflict::columns([Column::KeyId, Column::PhoneHash])
        .update_columns([Column::AccountId, Column::PendingId, Column::BoundAt])
        .to_owned();
    Entity::insert(row).on_conflict(instead).exec_without_returning(db.writer()).await?;
    Ok(())
}

/// Takes from a key what it has under a phone number.
pub async fn unbind(db: &impl Executor, key: KeyId, digits: &str) -> Result<(), Error> {
    Entity::delete_by_id((key.0, phone_hash(db, key, digits))).exec(db.writer()).await?;
    Ok(())
}

fn phone_hash(db: &impl Executor, key: KeyId, digits: &str) -> Vec<u8> {
    db.context().sealer.fingerprint(&key.0.to_be_bytes(), digits.as_bytes()).to_vec()
}

impl From<Model> for Binding {
    fn from(row: Model) -> Self {
        Self { account: AccountId(row.account_id), pending: row.pending_id.map(AccountId) }
    }
}
