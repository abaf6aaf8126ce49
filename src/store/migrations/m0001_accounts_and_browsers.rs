//! The first tables: what Heliograph knows about itself, authorizations, and the browsers that use them.

use sea_orm::sea_query::{ForeignKey, ForeignKeyAction, Index, Table};
use sea_orm::{DbBackend, DeriveIden, Statement};

use super::columns::{big_integer, big_integer_null, binary, integer, string, string_len, string_len_null};

#[derive(DeriveIden)]
enum Meta {
    Table,
    Name,
    Value,
}

#[derive(DeriveIden)]
enum Accounts {
    Table,
    Id,
    State,
    TelegramUserId,
    Session,
    KeyVersion,
    CreatedAt,
    UpdatedAt,
    UsedAt,
    LeaseOwner,
    LeaseUntil,
}

#[derive(DeriveIden)]
enum Browsers {
    Table,
    TokenHash,
    AccountId,
    PendingId,
    CreatedAt,
    SeenAt,
    ExpiresAt,
}

pub(super) fn statements(backend: DbBackend) -> Vec<Statement> {
    let meta =
        Table::create().table(Meta::Table).col(string(Meta::Name).primary_key()).col(binary(Meta::Value)).to_owned();

    let accounts = Table::create()
        .table(Accounts::Table)
        .col(big_integer(Accounts::Id).primary_key())
        .col(string_len(Accounts::State, 16))
        .col(big_integer_null(Accounts::TelegramUserId))
        .col(binary(Accounts::Session))
        .col(integer(Accounts::KeyVersion))
        .col(big_integer(Accounts::CreatedAt))
        .col(big_integer(Accounts::UpdatedAt))
        .col(big_integer(Accounts::UsedAt))
        .col(string_len_null(Accounts::LeaseOwner, 64))
        .col(big_integer_null(Accounts::LeaseUntil))
        .to_owned();
    let stale = Index::create()
        .name("accounts_state_used")
        .table(Accounts::Table)
        .col(Accounts::State)
        .col(Accounts::UsedAt)
        .to_owned();

    let account = ForeignKey::create()
        .name("browsers_account")
        .from(Browsers::Table, Browsers::AccountId)
        .to(Accounts::Table, Accounts::Id)
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned();
    let pending = ForeignKey::create()
        .name("browsers_pending")
        .from(Browsers::Table, Browsers::PendingId)
        .to(Accounts::Table, Accounts::Id)
        .on_delete(ForeignKeyAction::SetNull)
        .to_owned();
    let browsers = Table::create()
        .table(Browsers::Table)
        .col(binary(Browsers::TokenHash).primary_key())
        .col(big_integer(Browsers::AccountId))
        .col(big_integer_null(Browsers::PendingId))
        .col(big_integer(Browsers::CreatedAt))
        .col(big_integer(Browsers::SeenAt))
        .col(big_integer(Browsers::ExpiresAt))
        .foreign_key(&mut account.clone())
        .foreign_key(&mut pending.clone())
        .to_owned();
    let of_account =
        Index::create().name("browsers_account_id").table(Browsers::Table).col(Browsers::AccountId).to_owned();
    vec![
        backend.build(&meta),
        backend.build(&accounts),
        backend.build(&stale),
        backend.build(&browsers),
        backend.build(&of_account),
    ]
}
