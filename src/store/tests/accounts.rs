//! Accounts: sealing, leases, and which of them nobody needs any more.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, Statement};

use super::{LEASE, active_account, an_hour_ago, in_an_hour, on_each_store};
use crate::store::accounts::entity::{Column, Entity};
use crate::store::accounts::{self, Lease};
use crate::store::holders::{find_abandoned, holding_columns};
use crate::store::{AccountId, AccountState, Binding, Error, KeyId, Store, TokenHash, browsers, keys};

async fn acquire(store: &Store, id: AccountId) -> Lease {
    let transaction = store.begin().await.unwrap();
    let lease = accounts::acquire_lease(&transaction, id, LEASE).await.unwrap();
    transaction.commit().await.unwrap();
    lease
}

#[tokio::test]
async fn a_session_moved_to_another_row_does_not_open() {
    on_each_store(async |store| {
        let mine = accounts::insert(store, b"mine", LEASE).await.unwrap();
        let theirs = accounts::insert(store, b"theirs", LEASE).await.unwrap();
        let stolen = Entity::find_by_id(theirs.0).one(&store.reader).await.unwrap().unwrap().session;
        Entity::update_many()
            .col_expr(Column::Session, Expr::value(stolen))
            .filter(Column::Id.eq(mine.0))
            .exec(&store.writer)
            .await
            .unwrap();
        assert!(matches!(accounts::find(store, mine).await, Err(Error::Unsealable { table: "accounts" })));
    })
    .await;
}

#[tokio::test]
async fn one_process_has_the_lease_and_only_it_may_save() {
    on_each_store(async |one| {
        let two = &one.as_another_process();
        let id = accounts::insert(one, b"a", LEASE).await.unwrap();
        assert!(matches!(acquire(two, id).await, Lease::Elsewhere));
        assert!(matches!(acquire(one, id).await, Lease::Acquired(row) if row.session.as_slice() == b"a"));
        let saved = accounts::save(two, id, AccountState::Active, None, b"b").await;
        assert!(matches!(saved, Err(Error::LeaseLost)));

        accounts::release_lease(two, id).await.unwrap();
        assert!(matches!(acquire(two, id).await, Lease::Elsewhere), "releasing another's lease does nothing");
        accounts::release_lease(one, id).await.unwrap();
        assert!(matches!(acquire(two, id).await, Lease::Acquired(_)));
        let saved = accounts::save(one, id, AccountState::Active, None, b"c").await;
        assert!(matches!(saved, Err(Error::LeaseLost)));
        assert_eq!(accounts::find(two, id).await.unwrap().unwrap().session.as_slice(), b"a");
    })
    .await;
}

#[tokio::test]
async fn a_lease_that_ran_out_can_be_taken() {
    on_each_store(async |one| {
        let two = &one.as_another_process();
        let id = accounts::insert(one, b"a", Duration::ZERO).await.unwrap();
        assert!(matches!(acquire(two, id).await, Lease::Acquired(_)));
        assert!(matches!(acquire(one, id).await, Lease::Elsewhere));
        assert!(!accounts::renew_lease(one, id, LEASE).await.unwrap());
        assert!(matches!(acquire(one, AccountId(7)).await, Lease::NoAccount));
    })
    .await;
}

#[tokio::test]
async fn only_pending_sessions_that_no_process_uses_are_stale() {
    on_each_store(async |one| {
        let two = &one.as_another_process();
        let pending = accounts::insert(one, b"a", LEASE).await.unwrap();
        let active = active_account(one, 1).await;
        let stale = async |store: &Store, before| accounts::find_stale_pending(store, before).await.unwrap();
        assert!(stale(two, in_an_hour()).await.is_empty(), "another process has it open");
        assert!(stale(one, an_hour_ago()).await.is_empty(), "it was used since");
        assert_eq!(stale(one, in_an_hour()).await, [pending]);
        accounts::release_lease(one, pending).await.unwrap();
        assert_eq!(stale(two, in_an_hour()).await, [pending]);
        assert_eq!(accounts::list(one, AccountState::Active).await.unwrap(), [active]);
    })
    .await;
}

#[tokio::test]
async fn an_account_that_nobody_holds_is_abandoned() {
    on_each_store(async |store| {
        let key = KeyId(7);
        let token = TokenHash([1; 32]);
        assert!(keys::insert(store, key, "service", [1; 32], "accounts").await.unwrap());
        let [of_browser, of_key, of_nobody] =
            [active_account(store, 1).await, active_account(store, 2).await, active_account(store, 3).await];
        accounts::insert(store, b"not signed in", LEASE).await.unwrap();
        let binding = |account| Binding { account, pending: None };
        browsers::insert(store, token, binding(of_browser), in_an_hour()).await.unwrap();
        keys::bind(store, key, "9996620001", binding(of_key)).await.unwrap();
        assert_eq!(find_abandoned(store, in_an_hour()).await.unwrap(), [of_nobody]);
        assert!(find_abandoned(store, an_hour_ago()).await.unwrap().is_empty(), "they were used since");

        assert!(keys::delete(store, "service").await.unwrap());
        assert!(browsers::delete(store, token).await.unwrap());
        let mut abandoned = find_abandoned(store, in_an_hour()).await.unwrap();
        let mut all = [of_browser, of_key, of_nobody];
        abandoned.sort();
        all.sort();
        assert_eq!(abandoned, all);
    })
    .await;
}

/// A column of another table that names an account.
#[derive(Debug, FromQueryResult)]
struct Reference {
    table_name: String,
    column_name: String,
    on_delete: String,
}

/// Whatever refers to an account and dies with it holds it: a table that is added and left out of [`holding_columns`] would have its
/// accounts logged out.
#[tokio::test]
async fn every_table_that_holds_accounts_is_known() {
    on_each_store(async |store| {
        let backend = store.reader.get_database_backend();
        let query = match backend {
            sea_orm::DbBackend::Sqlite => {
                "SELECT tables.name AS table_name, keys.\"from\" AS column_name, keys.on_delete AS on_delete \
                 FROM sqlite_master AS tables, pragma_foreign_key_list(tables.name) AS keys \
                 WHERE tables.type = 'table' AND keys.\"table\" = 'accounts'"
            }
            _ => {
                "SELECT source.table_name, source.column_name, rule.delete_rule AS on_delete \
                 FROM information_schema.referential_constraints AS rule \
                 JOIN information_schema.key_column_usage AS source ON source.constraint_name = rule.constraint_name \
                 JOIN information_schema.constraint_column_usage AS target ON target.constraint_name = rule.constraint_name \
                 WHERE target.table_name = 'accounts'"
            }
        };
        let references = Reference::find_by_statement(Statement::from_string(backend, query));
        let references = references.all(&store.reader).await.unwrap();
        let mut holding: Vec<_> = references
            .iter()
            .filter(|reference| reference.on_delete == "CASCADE")
            .map(|reference| (reference.table_name.clone(), reference.column_name.clone()))
            .collect();
        let known = holding_columns().into_iter();
        let mut known: Vec<_> = known.map(|it| (it.table.to_string(), it.column.to_string())).collect();
        holding.sort();
        known.sort();
        assert_eq!(known, holding, "{references:?}");
    })
    .await;
}
