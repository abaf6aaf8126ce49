//! How far an API key has read each group.

use sea_orm::sea_query::{ForeignKey, ForeignKeyAction, Index, Table};
use sea_orm::{DbBackend, DeriveIden, Statement};

use super::columns::{big_integer, binary};

#[derive(DeriveIden)]
enum KeyPositions {
    Table,
    KeyId,
    PlaceHash,
    Last,
    Told,
}

#[derive(DeriveIden)]
enum ApiKeys {
    Table,
    Id,
}

pub(super) fn statements(backend: DbBackend) -> Vec<Statement> {
    let key = ForeignKey::create()
        .name("key_positions_key")
        .from(KeyPositions::Table, KeyPositions::KeyId)
        .to(ApiKeys::Table, ApiKeys::Id)
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned();
    let positions = Table::create()
        .table(KeyPositions::Table)
        .col(big_integer(KeyPositions::KeyId))
        .col(binary(KeyPositions::PlaceHash))
        .col(big_integer(KeyPositions::Last))
        .col(binary(KeyPositions::Told))
        .primary_key(Index::create().col(KeyPositions::KeyId).col(KeyPositions::PlaceHash))
        .foreign_key(&mut key.clone())
        .to_owned();
    vec![backend.build(&positions)]
}
