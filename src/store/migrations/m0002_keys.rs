//! API keys, and the accounts that they signed in.

use sea_orm::sea_query::{ForeignKey, ForeignKeyAction, Index, Table};
use sea_orm::{DbBackend, DeriveIden, Statement};

use super::columns::{big_integer, big_integer_null, binary, string_len};

#[derive(DeriveIden)]
enum ApiKeys {
    Table,
    Id,
    Name,
    SecretHash,
    Scopes,
    CreatedAt,
    UsedAt,
}

#[derive(DeriveIden)]
enum KeyAccounts {
    Table,
    KeyId,
    PhoneHash,
    AccountId,
    PendingId,
    BoundAt,
}

#[derive(DeriveIden)]
enum Accounts {
    Table,
    Id,
}

pub(super) fn statements(backend: DbBackend) -> Vec<Statement> {
    let keys = Table::create()
        .table(ApiKeys::Table)
        .col(big_integer(ApiKeys::Id).primary_key())
        .col(string_len(ApiKeys::Name, 64).unique_key())
        .col(binary(ApiKeys::SecretHash))
        .col(string_len(ApiKeys::Scopes, 64))
        .col(big_integer(ApiKeys::CreatedAt))
        .col(big_integer_null(ApiKeys::UsedAt))
        .to_owned();

    let key = ForeignKey::create()
        .name("key_accounts_key")
        .from(KeyAccounts::Table, KeyAccounts::KeyId)
        .to(ApiKeys::Table, ApiKeys::Id)
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned();
    let account = ForeignKey::create()
        .name("key_accounts_account")
        .from(KeyAccounts::Table, KeyAccounts::AccountId)
        .to(Accounts::Table, Accounts::Id)
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned();
    let pending = ForeignKey::create()
        .name("key_accounts_pending")
        .from(KeyAccounts::Table, KeyAccounts::PendingId)
        .to(Accounts::Table, Accounts::Id)
        .on_delete(ForeignKeyAction::SetNull)
        .to_owned();
    let accounts = Table::create()
        .table(KeyAccounts::Table)
        .col(big_integer(KeyAccounts::KeyId))
        .col(binary(KeyAccounts::PhoneHash))
        .col(big_integer(KeyAccounts::AccountId))
        .col(big_integer_null(KeyAccounts::PendingId))
        .col(big_integer(KeyAccounts::BoundAt))
        .primary_key(Index::create().col(KeyAccounts::KeyId).col(KeyAccounts::PhoneHash))
        .foreign_key(&mut key.clone())
        .foreign_key(&mut account.clone())
        .foreign_key(&mut pending.clone())
        .to_owned();
    let of_account = Index::create()
        .name("key_accounts_account_id")
        .table(KeyAccounts::Table)
        .col(KeyAccounts::AccountId)
        .to_owned();
    vec![backend.build(&keys), backend.build(&accounts), backend.build(&of_account)]
}
