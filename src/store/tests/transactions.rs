//! Transactions: all or nothing, and nobody waits who need not.

use std::time::Duration;

use sea_orm::{EntityTrait, PaginatorTrait};
use tokio::time::timeout;

use super::{Database, LEASE, in_an_hour, on_each_store};
use crate::store::accounts::entity::Entity;
use crate::store::events::{GroupReader, message_position, set_message_position};
use crate::store::{AccountId, Binding, Error, KeyId, Store, TokenHash, accounts, browsers, keys};

/// Much longer than any statement takes, and much shorter than a writer waits for another.
const AT_ONCE: Duration = Duration::from_secs(5);

async fn accounts_in(store: &Store) -> u64 {
    Entity::find().count(&store.reader).await.unwrap()
}

#[tokio::test]
async fn readers_are_not_blocked_by_a_long_write_transaction() {
    on_each_store(async |store| {
        let before = accounts::insert(store, b"before", LEASE).await.unwrap();
        let transaction = store.begin().await.unwrap();
        let written = accounts::insert(&transaction, b"written", LEASE).await.unwrap();
        assert!(accounts::find(&transaction, written).await.unwrap().is_some(), "a transaction sees its own changes");

        let read = async || {
            for _ in 0..20 {
                assert!(accounts::find(store, before).await.unwrap().is_some());
                assert!(accounts::find(store, written).await.unwrap().is_none(), "not committed yet");
            }
        };
        timeout(AT_ONCE, async { tokio::join!(read(), read(), read()) }).await.expect("readers go on");

        transaction.commit().await.unwrap();
        assert!(accounts::find(store, written).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn a_failed_transaction_leaves_nothing() {
    on_each_store(async |store| {
        let token = TokenHash([1; 32]);
        let change = async || {
            let transaction = store.begin().await?;
            let account = accounts::insert(&transaction, b"a", LEASE).await?;
            browsers::insert(&transaction, token, Binding { account, pending: None }, in_an_hour()).await?;
            // There is no such account: the database refuses.
            let nowhere = Binding { account: AccountId(7), pending: None };
            browsers::insert(&transaction, TokenHash([2; 32]), nowhere, in_an_hour()).await?;
            transaction.commit().await
        };
        assert!(matches!(change().await, Err(Error::Database(_))));
        assert_eq!(accounts_in(store).await, 0);
        assert!(browsers::find(store, token).await.unwrap().is_none());
        let written = timeout(AT_ONCE, accounts::insert(store, b"b", LEASE)).await;
        written.expect("the writer is free again").unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_transaction_whose_caller_goes_away_leaves_nothing() {
    on_each_store(async |store| {
        let (began, begun) = tokio::sync::oneshot::channel();
        let writer = tokio::spawn({
            let store = store.clone();
            async move {
                let transaction = store.begin().await.unwrap();
                accounts::insert(&transaction, b"a", LEASE).await.unwrap();
                began.send(()).unwrap();
                std::future::pending::<()>().await;
                transaction.commit().await.unwrap();
            }
        });
        begun.await.unwrap();
        writer.abort();
        assert!(writer.await.unwrap_err().is_cancelled());
        let written = timeout(AT_ONCE, accounts::insert(store, b"b", LEASE)).await;
        written.expect("the writer is free again").unwrap();
        assert_eq!(accounts_in(store).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_replaced_cookie_stays_when_the_new_one_cannot_be_issued() {
    on_each_store(async |store| {
        let account = accounts::insert(store, b"a", LEASE).await.unwrap();
        let (old, new) = (TokenHash([1; 32]), TokenHash([2; 32]));
        browsers::insert(store, old, Binding { account, pending: None }, in_an_hour()).await.unwrap();
        let transaction = store.begin().await.unwrap();
        let nowhere = Binding { account: AccountId(7), pending: None };
        assert!(browsers::replace(&transaction, old, new, nowhere, in_an_hour()).await.is_err());
        drop(transaction);
        assert!(browsers::find(store, old).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn nothing_is_written_by_readers() {
    let database = Database::sqlite();
    let store = database.open().await.unwrap();
    let mut reader = store.clone();
    reader.writer = store.reader.clone();
    assert!(accounts::insert(&reader, b"a", LEASE).await.is_err());
    store.close().await.unwrap();
}

/// Read, then write: the kind of transaction that SQLite refuses (`SQLITE_BUSY`) when somebody else wrote in between, unless it began as a writer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_writers_wait_for_each_other() {
    const WRITERS: i64 = 8;
    const TURNS: i64 = 20;
    let database = Database::sqlite();
    let here = database.open().await.unwrap();
    // As `heliograph keys` does: another process, whose writers do not wait in our queue.
    let beside = Store::open_beside(&database.storage).await.unwrap();
    let reader = GroupReader { key: KeyId(7), reader: 1, group: -100 };
    keys::insert(&here, reader.key, "service", [1; 32], "events").await.unwrap();
    let count = async |store: Store| -> Result<(), Error> {
        for _ in 0..TURNS {
            let transaction = store.begin().await?;
            let counted = message_position(&transaction, reader).await?.unwrap_or(0);
            tokio::task::yield_now().await;
            set_message_position(&transaction, reader, counted + 1).await?;
            transaction.commit().await?;
        }
        Ok(())
    };
    let writers = (0..WRITERS).map(|writer| count(if writer % 2 == 0 { here.clone() } else { beside.clone() }));
    for written in futures_util::future::join_all(writers).await {
        written.unwrap();
    }
    assert_eq!(message_position(&here, reader).await.unwrap(), Some(WRITERS * TURNS));
    beside.close().await.unwrap();
    here.close().await.unwrap();
}
