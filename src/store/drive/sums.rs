//! How much a user has.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::node::{Column, Entity};
use super::{NodeId, NodeKind, UserId, numbers};
use crate::store::{Error, Executor};

/// How many nodes of a kind a user has outside of the trash, how many bytes they are stored in, and the same for each folder or category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Files, and bytes as stored.
    pub files: u64,
    /// Bytes as stored.
    pub bytes: u64,
    /// Folders.
    pub folders: u64,
    /// Of each folder: its id and the bytes of the files in it.
    pub by_folder: Vec<(NodeId, u64)>,
    /// Of each category: its number, files and bytes.
    pub by_category: Vec<(i16, u64, u64)>,
}

/// The sums of a user.
pub async fn of_user(db: &impl Executor, owner: UserId) -> Result<Sums, Error> {
    let live = || Condition::all().add(Column::OwnerId.eq(owner.0)).add(Column::TrashMark.eq(0));
    let bytes = || Expr::cust("CAST(SUM(stored_size) AS BIGINT)");
    let by_folder: Vec<(Option<i64>, i64)> = Entity::find()
        .select_only()
        .column(Column::ParentId)
        .column_as(bytes(), "bytes")
        .filter(live())
        .filter(Column::Kind.eq(NodeKind::File))
        .group_by(Column::ParentId)
        .into_tuple()
        .all(db.reader())
        .await?;
    let by_category: Vec<(i16, i64, i64)> = Entity::find()
        .select_only()
        .column(Column::Category)
        .column_as(Column::Id.count(), "files")
        .column_as(bytes(), "bytes")
        .filter(live())
        .filter(Column::Kind.eq(NodeKind::File))
        .group_by(Column::Category)
        .order_by_asc(Column::Category)
        .into_tuple()
        .all(db.reader())
        .await?;
    let folders: Option<i64> = Entity::find()
        .select_only()
        .column_as(Column::Id.count(), "folders")
        .filter(live())
        .filter(Column::Kind.eq(NodeKind::Folder))
        .into_tuple()
        .one(db.reader())
        .await?;
    Ok(Sums {
        files: by_category.iter().map(|(_, files, _)| numbers::unsigned(*files)).sum(),
        bytes: by_category.iter().map(|(_, _, bytes)| numbers::unsigned(*bytes)).sum(),
        folders: numbers::unsigned(folders.unwrap_or_default()),
        by_folder: by_folder
            .into_iter()
            .filter_map(|(id, bytes)| Some((NodeId(id?), numbers::unsigned(bytes))))
            .collect(),
        by_category: by_category
            .into_iter()
            .map(|(category, files, bytes)| (category, numbers::unsigned(files), numbers::unsigned(bytes)))
            .collect(),
    })
}
