//! The channels that files are stored in.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::entity::channel::{ActiveModel, Column, Entity, Model};
use crate::store::seconds::now;
use crate::store::{Error, Executor};

/// A channel that files are stored in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Its marked id.
    pub chat: i64,
    /// Counted from 1. New files go into the one with the highest number.
    pub number: i32,
    /// The pinned message in it that names the channels.
    pub manifest: Option<i32>,
}

/// All of them, in the order of their numbers.
pub async fn list(db: &impl Executor) -> Result<Vec<Channel>, Error> {
    let rows = Entity::find().order_by_asc(Column::Number).all(db.reader()).await?;
    Ok(rows.into_iter().map(Channel::from).collect())
}

/// The one that new files go into.
pub async fn current(db: &impl Executor) -> Result<Option<Channel>, Error> {
    Ok(Entity::find().order_by_desc(Column::Number).one(db.reader()).await?.map(Channel::from))
}

/// Adds one.
pub async fn insert(db: &impl Executor, channel: Channel) -> Result<(), Error> {
    let row = ActiveModel {
        chat_id: ActiveValue::Set(channel.chat),
        number: ActiveValue::Set(channel.number),
        manifest_message_id: ActiveValue::Set(channel.manifest.map(i64::from)),
        created_at: ActiveValue::Set(now()),
    };
    Entity::insert(row).exec_without_returning(db.writer()).await?;
    Ok(())
}

/// Notes the pinned message of one.
pub async fn set_manifest(db: &impl Executor, chat: i64, message: i32) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::ManifestMessageId, Expr::value(i64::from(message)))
        .filter(Column::ChatId.eq(chat))
        .exec(db.writer())
        .await?;
    Ok(())
}

impl From<Model> for Channel {
    fn from(row: Model) -> Self {
        let manifest = row.manifest_message_id.and_then(|id| i32::try_from(id).ok());
        Self { chat: row.chat_id, number: row.number, manifest }
    }
}
