//! Opening: folder, key, lock, and what is there again afterwards.

use std::fs::{self, Permissions};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{Database, LEASE, on_each_database};
use crate::config::{DatabaseUrl, PostgresUrl, Secret, Storage};
use crate::store::{AccountId, AccountState, Error, Store, accounts, connect, migrations};

#[tokio::test]
async fn a_session_survives_a_restart() {
    on_each_database(async |database| {
        let store = database.open().await.unwrap();
        let id = accounts::insert(&store, b"first", LEASE).await.unwrap();
        accounts::save(&store, id, AccountState::Active, Some(42), b"second").await.unwrap();
        store.close().await.unwrap();

        let store = database.open().await.unwrap();
        let row = accounts::find(&store, id).await.unwrap().unwrap();
        assert_eq!((row.state, row.telegram_user_id), (AccountState::Active, Some(42)));
        assert_eq!(row.session.as_slice(), b"second");
        assert!(accounts::find(&store, AccountId(1)).await.unwrap().is_none());
        store.close().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_session_is_sealed_on_disk() {
    let database = Database::sqlite();
    let store = database.open().await.unwrap();
    accounts::insert(&store, b"canary-session", LEASE).await.unwrap();
    let contains = |canary: &[u8]| {
        fs::read_dir(&database.storage.data_dir)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .any(|path| path.is_file() && fs::read(&path).unwrap().windows(canary.len()).any(|window| window == canary))
    };
    assert!(contains(b"pending"), "the row is there, in the write-ahead log");
    assert!(!contains(b"canary-session"));
    store.close().await.unwrap();
    assert!(contains(b"pending"), "the row is there, in the database");
    assert!(!contains(b"canary-session"));
}

#[tokio::test]
async fn a_wrong_key_is_refused() {
    on_each_database(async |database| {
        let store = database.open().await.unwrap();
        let id = accounts::insert(&store, b"session", LEASE).await.unwrap();
        store.close().await.unwrap();

        database.storage.master_key = Some(Secret::new(vec![1; 32]));
        assert!(matches!(database.open().await, Err(Error::WrongKey)));
        database.storage.master_key = None;
        let store = database.open().await.unwrap();
        assert_eq!(accounts::find(&store, id).await.unwrap().unwrap().session.as_slice(), b"session");
        store.close().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_missing_key_is_told_and_no_other_is_made() {
    on_each_database(async |database| {
        database.open().await.unwrap().close().await.unwrap();
        let key = database.storage.data_dir.join("secret.key");
        let kept = fs::read(&key).unwrap();
        fs::remove_file(&key).unwrap();
        assert!(matches!(database.open().await, Err(Error::KeyMissing(path)) if path == key));
        assert!(!key.exists(), "a new key would open nothing");
        fs::write(&key, kept).unwrap();
        fs::set_permissions(&key, Permissions::from_mode(0o600)).unwrap();
        database.open().await.unwrap().close().await.unwrap();
        let names: Vec<_> =
            fs::read_dir(&database.storage.data_dir).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(names.iter().all(|name| !name.to_string_lossy().contains("draft")), "{names:?}");
    })
    .await;
}

/// The names of a database's tables.
async fn tables(storage: &Storage) -> Vec<String> {
    let database = connect::visitor(&storage.database).await.unwrap();
    let backend = database.get_database_backend();
    let query = match backend {
        DbBackend::Postgres => "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1",
    };
    let rows = database.query_all_raw(Statement::from_string(backend, query)).await.unwrap();
    database.close().await.unwrap();
    rows.iter().map(|row| row.try_get("", "name").unwrap()).collect()
}

async fn execute(storage: &Storage, statements: &[&str]) {
    let database = connect::writer(&storage.database).await.unwrap();
    for statement in statements {
        database.execute_unprepared(statement).await.unwrap();
    }
    database.close().await.unwrap();
}

#[tokio::test]
async fn a_database_of_another_program_is_refused_and_left_as_it_is() {
    for statements in [
        &["CREATE TABLE api_keys (secret TEXT)", "CREATE TABLE customers (id INT)"][..],
        &["CREATE TABLE seaql_migrations (version TEXT, applied_at BIGINT)", "CREATE TABLE orders (id INT)"],
        &["CREATE VIEW totals AS SELECT 1 AS one"],
    ] {
        on_each_database(async |database| {
            let storage = &database.storage;
            fs::DirBuilder::new().mode(0o700).create(&storage.data_dir).unwrap();
            execute(storage, statements).await;
            let before = tables(storage).await;
            assert!(matches!(database.open().await, Err(Error::Foreign { .. })), "{statements:?}");
            assert!(matches!(Store::open_beside(storage).await, Err(Error::Foreign { .. })));
            assert!(matches!(Store::check_exists(storage).await, Err(Error::Foreign { .. })));
            assert_eq!(tables(storage).await, before);
            assert!(!storage.data_dir.join("secret.key").exists() && !storage.data_dir.join("tmp").exists());
        })
        .await;
    }
}

#[tokio::test]
async fn tables_that_another_program_adds_later_do_not_matter() {
    on_each_database(async |database| {
        database.open().await.unwrap().close().await.unwrap();
        execute(&database.storage, &["CREATE TABLE customers (id INT)"]).await;
        database.open().await.unwrap().close().await.unwrap();
        Store::check_exists(&database.storage).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_schema_of_its_own_lies_beside_another_programs_tables() {
    let Some(mut database) = Database::postgres().await else { return };
    let postgres = database.postgres.take().unwrap();
    let statements = ["CREATE TABLE api_keys (secret TEXT)", "CREATE TABLE customers (id INT)"];
    execute(&database.storage, &statements).await;
    let before = tables(&database.storage).await;
    for parameter in ["schema", "search_path"] {
        let url = format!("{}?{parameter}=heliograph_{parameter}", postgres.url());
        database.storage.database = DatabaseUrl::Postgres(PostgresUrl::parse(&url).unwrap());
        assert!(matches!(Store::check_exists(&database.storage).await, Err(Error::NoDatabase(_))));
        for _ in 0..2 {
            let store = database.open().await.unwrap();
            accounts::insert(&store, b"session", LEASE).await.unwrap();
            store.close().await.unwrap();
        }
        fs::remove_file(database.storage.data_dir.join("secret.key")).unwrap();
    }
    assert_eq!(tables(&database.storage).await, before, "the public schema is as it was");
    postgres.remove().await;
}

#[tokio::test]
async fn what_is_not_there_is_not_made_by_a_look() {
    let database = Database::sqlite();
    assert!(matches!(Store::check_exists(&database.storage).await, Err(Error::NoDatabase(_))));
    assert!(!database.storage.data_dir.exists());
}

#[tokio::test]
async fn folder_and_key_must_be_the_owners_alone() {
    let database = Database::sqlite();
    database.open().await.unwrap().close().await.unwrap();
    let data = &database.storage.data_dir;
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(data), mode(&data.join("secret.key"))), (0o700, 0o600));

    fs::set_permissions(data.join("secret.key"), Permissions::from_mode(0o640)).unwrap();
    assert!(matches!(database.open().await, Err(Error::TooOpen { mode: 0o640, .. })));
    fs::set_permissions(data.join("secret.key"), Permissions::from_mode(0o600)).unwrap();
    fs::set_permissions(data, Permissions::from_mode(0o755)).unwrap();
    assert!(matches!(database.open().await, Err(Error::TooOpen { mode: 0o755, .. })));
}

#[tokio::test]
async fn left_over_temporary_files_are_removed_at_the_start() {
    let database = Database::sqlite();
    database.open().await.unwrap().close().await.unwrap();
    let left_over = database.storage.data_dir.join("tmp/left-over");
    fs::write(&left_over, "x").unwrap();
    database.open().await.unwrap().close().await.unwrap();
    assert!(!left_over.exists());
}

#[tokio::test]
async fn a_second_process_is_refused_and_changes_nothing() {
    let database = Database::sqlite();
    let store = database.open().await.unwrap();
    let id = accounts::insert(&store, b"a", LEASE).await.unwrap();
    let in_use = database.storage.data_dir.join("tmp/in-use");
    fs::write(&in_use, "x").unwrap();
    assert!(matches!(database.open().await, Err(Error::InUse(_))));
    assert!(in_use.exists());
    let another = store.as_another_process();
    assert!(!accounts::renew_lease(&another, id, LEASE).await.unwrap(), "the first has its lease still");

    let clone = store.clone();
    store.close().await.unwrap();
    database.open().await.unwrap();
    drop(clone);
}

#[tokio::test]
async fn leases_of_a_dead_process_are_free_at_the_next_start() {
    let database = Database::sqlite();
    let store = database.open().await.unwrap();
    let id = accounts::insert(&store, b"a", LEASE).await.unwrap();
    // As when it is killed: nothing is given back.
    drop(store);

    let store = database.open().await.unwrap();
    assert!(accounts::renew_lease(&store, id, LEASE).await.unwrap());
}

#[tokio::test]
async fn a_later_versions_database_is_refused_and_left_as_it_is() {
    on_each_database(async |database| {
        let store = database.open().await.unwrap();
        let id = accounts::insert(&store, b"session", LEASE).await.unwrap();
        let steps = "SELECT version FROM seaql_migrations";
        let had = store
            .reader
            .query_all_raw(Statement::from_string(store.reader.get_database_backend(), steps))
            .await
            .unwrap();
        assert_eq!(had.len(), 5, "each step is noted once");
        let later = "INSERT INTO seaql_migrations VALUES ('m9999_later', 0)";
        store.writer.execute_unprepared(later).await.unwrap();
        store.close().await.unwrap();

        assert!(matches!(database.open().await, Err(Error::Database(_))));
        let writer = connect::writer(&database.storage.database).await.unwrap();
        writer.execute_unprepared("DELETE FROM seaql_migrations WHERE version = 'm9999_later'").await.unwrap();
        writer.close().await.unwrap();
        let store = database.open().await.unwrap();
        assert_eq!(accounts::find(&store, id).await.unwrap().unwrap().session.as_slice(), b"session");
        store.close().await.unwrap();
    })
    .await;
}

/// The names of everything in an SQLite database.
async fn schema(store: &Store) -> Vec<String> {
    let names = "SELECT name FROM sqlite_master ORDER BY name";
    let names = Statement::from_string(store.reader.get_database_backend(), names);
    let rows = store.reader.query_all_raw(names).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

#[tokio::test]
async fn a_first_start_that_was_interrupted_anywhere_is_gone_on_with() {
    let complete = schema(&Database::sqlite().open().await.unwrap()).await;
    let mut statements = 0;
    loop {
        let database = Database::sqlite();
        std::fs::create_dir(&database.storage.data_dir).unwrap();
        fs::set_permissions(&database.storage.data_dir, Permissions::from_mode(0o700)).unwrap();
        let writer = connect::writer(&database.storage.database).await.unwrap();
        let there_are_more = migrations::leave_half_done(&writer, statements).await.unwrap();
        writer.close().await.unwrap();
        let store = database.open().await.unwrap();
        assert_eq!(schema(&store).await, complete, "after {statements} statements");
        accounts::insert(&store, b"session", LEASE).await.unwrap();
        store.close().await.unwrap();
        if !there_are_more {
            break;
        }
        statements += 1;
    }
    assert!(statements > 20, "{statements}");
}

#[tokio::test]
async fn several_processes_that_start_at_once_on_an_empty_database_all_come_up() {
    let Some(mut database) = Database::postgres().await else { return };
    database.storage.master_key = Some(Secret::new(vec![1; 32]));
    let opened = futures_util::future::join_all((0..8).map(|_| database.open())).await;
    for store in opened {
        store.unwrap().close().await.unwrap();
    }
    database.postgres.take().unwrap().remove().await;
}
