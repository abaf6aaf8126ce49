//! App passwords: with them programs sign in that know no tokens.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use time::OffsetDateTime;

use super::entity::app_password::{ActiveModel, Column, Entity, Model};
use super::{AppPasswordId, UserId};
use crate::store::seconds::{date, now};
use crate::store::{Error, Executor, TokenHash};

/// An app password, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppPassword {
    /// Its id.
    pub id: AppPasswordId,
    /// Whose it is.
    pub user: UserId,
    /// What its owner calls it; no two of one user are alike.
    pub name: String,
    /// When it was made.
    pub created: OffsetDateTime,
    /// When it was last used (to the minute or so).
    pub used: Option<OffsetDateTime>,
}

/// Adds an app password, of which only the hash is stored. `None` if the user has one of that name.
pub async fn insert(
    db: &impl Executor,
    user: UserId,
    name: &str,
    secret: TokenHash,
) -> Result<Option<AppPassword>, Error> {
    let row = Model {
        id: AppPasswordId::random()?.0,
        user_id: user.0,
        name: name.to_owned(),
        secret_hash: secret.0.to_vec(),
        created_at: now(),
        used_at: None,
    };
    let columns = ActiveModel {
        id: ActiveValue::Set(row.id),
        user_id: ActiveValue::Set(row.user_id),
        name: ActiveValue::Set(row.name.clone()),
        secret_hash: ActiveValue::Set(row.secret_hash.clone()),
        created_at: ActiveValue::Set(row.created_at),
        used_at: ActiveValue::Set(row.used_at),
    };
    let unless_there = OnConflict::columns([Column::UserId, Column::Name]).do_nothing().to_owned();
    let inserted = Entity::insert(columns).on_conflict(unless_there).exec_without_returning(db.writer()).await?;
    Ok((inserted > 0).then(|| row.into()))
}

/// The app password with that secret.
pub async fn find(db: &impl Executor, secret: TokenHash) -> Result<Option<AppPassword>, Error> {
    let query = Entity::find().filter(Column::SecretHash.eq(secret.0.to_vec()));
    Ok(query.one(db.reader()).await?.map(AppPassword::from))
}

/// A user's app passwords, by name.
pub async fn list(db: &impl Executor, user: UserId) -> Result<Vec<AppPassword>, Error> {
    let query = Entity::find().filter(Column::UserId.eq(user.0)).order_by_asc(Column::Name);
    Ok(query.all(db.reader()).await?.into_iter().map(AppPassword::from).collect())
}

/// Notes that an app password was used now.
pub async fn touch(db: &impl Executor, id: AppPasswordId) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now()))
        .filter(Column::Id.eq(id.0))
        .exec(db.writer())
        .await?;
    Ok(())
}

/// Revokes a user's app password. Whether there was one.
pub async fn delete(db: &impl Executor, user: UserId, id: AppPasswordId) -> Result<bool, Error> {
    let query = Entity::delete_many().filter(Column::UserId.eq(user.0)).filter(Column::Id.eq(id.0));
    Ok(query.exec(db.writer()).await?.rows_affected > 0)
}

/// Revokes all of a user's app passwords.
pub async fn delete_all(db: &impl Executor, user: UserId) -> Result<(), Error> {
    Entity::delete_many().filter(Column::UserId.eq(user.0)).exec(db.writer()).await?;
    Ok(())
}

impl From<Model> for AppPassword {
    fn from(row: Model) -> Self {
        Self {
            id: AppPasswordId(row.id),
            user: UserId(row.user_id),
            name: row.name,
            created: date(row.created_at),
            used: row.used_at.map(date),
        }
    }
}
