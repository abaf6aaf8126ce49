//! Links to files and folders. A share names its node, so it follows that through renames and moves.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use time::OffsetDateTime;

use super::entity::share::{ActiveModel, Column, Entity, Model};
use super::{NodeId, NodeKind, ShareId, UserId, numbers};
use crate::store::seconds::{date, now};
use crate::store::{Error, Executor};

/// A link to a file or folder.
#[derive(Clone, PartialEq, Eq)]
pub struct Share {
    /// Its id.
    pub id: ShareId,
    /// SHA-256 of its token.
    pub token_hash: Vec<u8>,
    /// Who shared.
    pub owner: UserId,
    /// What.
    pub node: NodeId,
    /// What that is.
    pub kind: NodeKind,
    /// Argon2id, in PHC form.
    pub password_hash: Option<String>,
    /// How often it may be downloaded.
    pub max_downloads: Option<u64>,
    /// How often it was.
    pub downloads: u64,
    /// Whether encrypted files are decrypted for visitors.
    pub decrypts: bool,
    /// When it was made.
    pub created: OffsetDateTime,
    /// Until when it can be used.
    pub expires: Option<OffsetDateTime>,
    /// When it was revoked.
    pub revoked: Option<OffsetDateTime>,
}

impl std::fmt::Debug for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Share").field("id", &self.id).field("node", &self.node).finish_non_exhaustive()
    }
}

/// Adds a share.
pub async fn insert(db: &impl Executor, share: &Share) -> Result<(), Error> {
    let row = ActiveModel {
        id: ActiveValue::Set(share.id.0),
        token_hash: ActiveValue::Set(share.token_hash.clone()),
        owner_id: ActiveValue::Set(share.owner.0),
        node_id: ActiveValue::Set(share.node.0),
        kind: ActiveValue::Set(share.kind),
        password_hash: ActiveValue::Set(share.password_hash.clone()),
        max_downloads: ActiveValue::Set(share.max_downloads.map(numbers::signed)),
        downloads: ActiveValue::Set(0),
        decrypts: ActiveValue::Set(share.decrypts),
        created_at: ActiveValue::Set(share.created.unix_timestamp()),
        expires_at: ActiveValue::Set(share.expires.map(OffsetDateTime::unix_timestamp)),
        revoked_at: ActiveValue::Set(None),
    };
    Entity::insert(row).exec_without_returning(db.writer()).await?;
    Ok(())
}

/// The share of that token, whatever has become of it.
pub async fn find(db: &impl Executor, token_hash: &[u8]) -> Result<Option<Share>, Error> {
    Ok(Entity::find().filter(Column::TokenHash.eq(token_hash)).one(db.reader()).await?.map(Share::from))
}

/// A user's shares that can still be used, the newest first.
pub async fn list(db: &impl Executor, owner: UserId) -> Result<Vec<Share>, Error> {
    let query = Entity::find()
        .filter(Column::OwnerId.eq(owner.0))
        .filter(Column::RevokedAt.is_null())
        .filter(Condition::any().add(Column::ExpiresAt.is_null()).add(Column::ExpiresAt.gt(now())))
        .filter(is_left())
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id);
    Ok(query.all(db.reader()).await?.into_iter().map(Share::from).collect())
}

/// Revokes a share. `false` if it was revoked already.
pub async fn revoke(db: &impl Executor, id: ShareId) -> Result<bool, Error> {
    let revoked = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now()))
        .filter(Column::Id.eq(id.0))
        .filter(Column::RevokedAt.is_null())
        .exec(db.writer())
        .await?;
    Ok(revoked.rows_affected > 0)
}

/// Counts a download, unless it is one too many. Whether it may be.
pub async fn count_download(db: &impl Executor, id: ShareId) -> Result<bool, Error> {
    let counted = Entity::update_many()
        .col_expr(Column::Downloads, Expr::col(Column::Downloads).add(1))
        .filter(Column::Id.eq(id.0))
        .filter(is_left())
        .exec(db.writer())
        .await?;
    Ok(counted.rows_affected > 0)
}

/// Whether it may be downloaded once more.
fn is_left() -> Condition {
    let most = Expr::col(Column::MaxDownloads);
    Condition::any().add(Column::MaxDownloads.is_null()).add(Expr::col(Column::Downloads).lt(most))
}

impl From<Model> for Share {
    fn from(row: Model) -> Self {
        Self {
            id: ShareId(row.id),
            token_hash: row.token_hash,
            owner: UserId(row.owner_id),
            node: NodeId(row.node_id),
            kind: row.kind,
            password_hash: row.password_hash,
            max_downloads: row.max_downloads.map(numbers::unsigned),
            downloads: numbers::unsigned(row.downloads),
            decrypts: row.decrypts,
            created: date(row.created_at),
            expires: row.expires_at.map(date),
            revoked: row.revoked_at.map(date),
        }
    }
}
