//! Who holds accounts: a browser by its cookie, an API key under a phone number, the drive. Accounts that nobody holds can be reached by nobody.

use sea_orm::sea_query::{DynIden, IntoIden, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use time::OffsetDateTime;

use super::accounts::entity::{Column, Entity, State};
use super::browsers::entity as browser;
use super::drive::entity::storage as drive_storage;
use super::keys::key_account;
use super::{AccountId, Error, Executor};

/// A column that names the account which a row holds: it stays signed in for as long as there is such a row.
pub(super) struct HoldingColumn {
    pub(super) table: DynIden,
    pub(super) column: DynIden,
}

/// All of them: a new kind of holder has its line here. A test compares this with the schema's foreign keys.
pub(super) fn holding_columns() -> Vec<HoldingColumn> {
    fn column<E: EntityTrait>(table: E, column: E::Column) -> HoldingColumn {
        HoldingColumn { table: table.into_iden(), column: column.into_iden() }
    }
    vec![
        column(browser::Entity, browser::Column::AccountId),
        column(key_account::Entity, key_account::Column::AccountId),
        column(drive_storage::Entity, drive_storage::Column::AccountId),
    ]
}

/// Accounts that are signed in, that nobody holds, and that were not used since `before`.
pub async fn find_abandoned(db: &impl Executor, before: OffsetDateTime) -> Result<Vec<AccountId>, Error> {
    let mut query = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::State.eq(State::Active))
        .filter(Column::UsedAt.lt(before.unix_timestamp()));
    for HoldingColumn { table, column } in holding_columns() {
        query = query.filter(Column::Id.not_in_subquery(Query::select().column(column).from(table).to_owned()));
    }
    let ids: Vec<i64> = query.into_tuple().all(db.reader()).await?;
    Ok(ids.into_iter().map(AccountId).collect())
}
