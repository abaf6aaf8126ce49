//! Sessions: who has signed in, until when.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use time::OffsetDateTime;

use super::entity::session::{ActiveModel, Column, Entity, Model};
use super::{SessionId, UserId};
use crate::store::seconds::{date, now};
use crate::store::{Error, Executor, TokenHash};

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// The program, as it names itself.
    pub client: Option<String>,
    /// When it began.
    pub created: OffsetDateTime,
    /// When it was last used (to the minute or so).
    pub used: Option<OffsetDateTime>,
    /// When it ends.
    pub expires: OffsetDateTime,
}

/// Begins a session. Only the hash of what is in its token is stored.
pub async fn insert(
    db: &impl Executor,
    user: UserId,
    token: TokenHash,
    client: Option<&str>,
    expires: OffsetDateTime,
) -> Result<SessionId, Error> {
    let id = SessionId::random()?;
    let row = ActiveModel {
        id: ActiveValue::Set(id.0),
        user_id: ActiveValue::Set(user.0),
        token_hash: ActiveValue::Set(token.0.to_vec()),
        client: ActiveValue::Set(client.map(str::to_owned)),
        created_at: ActiveValue::Set(now()),
        used_at: ActiveValue::Set(None),
        expires_at: ActiveValue::Set(expires.unix_timestamp()),
    };
    Entity::insert(row).exec_without_returning(db.writer()).await?;
    Ok(id)
}

/// The session with that token, unless it has expired.
pub async fn find(db: &impl Executor, token: TokenHash) -> Result<Option<Session>, Error> {
    let query = Entity::find().filter(Column::TokenHash.eq(token.0.to_vec())).filter(Column::ExpiresAt.gt(now()));
    Ok(query.one(db.reader()).await?.map(Session::from))
}

/// A user's sessions that have not expired, the newest first.
pub async fn list(db: &impl Executor, user: UserId) -> Result<Vec<Session>, Error> {
    let query = Entity::find().filter(Column::UserId.eq(user.0)).filter(Column::ExpiresAt.gt(now()));
    let rows = query.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).all(db.reader()).await?;
    Ok(rows.into_iter().map(Session::from).collect())
}

/// Notes that a session was used now.
pub async fn touch(db: &impl Executor, id: SessionId) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now()))
        .filter(Column::Id.eq(id.0))
        .exec(db.writer())
        .await?;
    Ok(())
}

/// Ends a user's session. Whether there was one.
pub async fn delete(db: &impl Executor, user: UserId, id: SessionId) -> Result<bool, Error> {
    let query = Entity::delete_many().filter(Column::UserId.eq(user.0)).filter(Column::Id.eq(id.0));
    Ok(query.exec(db.writer()).await?.rows_affected > 0)
}

/// Ends a user's sessions but for that one.
pub async fn delete_others(db: &impl Executor, user: UserId, kept: Option<SessionId>) -> Result<(), Error> {
    let mut query = Entity::delete_many().filter(Column::UserId.eq(user.0));
    if let Some(kept) = kept {
        query = query.filter(Column::Id.ne(kept.0));
    }
    query.exec(db.writer()).await?;
    Ok(())
}

/// Deletes the sessions that have expired, whoever's they were.
pub async fn delete_expired(db: &impl Executor) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ExpiresAt.lte(now())).exec(db.writer()).await?;
    Ok(())
}

impl From<Model> for Session {
    fn from(row: Model) -> Self {
        Self {
            id: SessionId(row.id),
            user: UserId(row.user_id),
            client: row.client,
            created: date(row.created_at),
            used: row.used_at.map(date),
            expires: date(row.expires_at),
        }
    }
}
