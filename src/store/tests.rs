//! The store on SQLite in a folder of its own.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tempfile::TempDir;
use time::OffsetDateTime;

use super::entities::account;
use super::{AccountId, AccountState, Binding, Error, KeyBinding, KeyId, Store, TokenHash};
use crate::config::{Config, Secret, Storage};

const LEASE: Duration = Duration::from_secs(60);

struct Folder {
    storage: Storage,
    _folder: TempDir,
}

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let storage = Config::in_directory(&folder.path().join("data")).unwrap().storage;
        Self { storage, _folder: folder }
    }

    async fn open(&self) -> Result<Store, Error> {
        Store::open(&self.storage).await
    }
}

fn in_an_hour() -> OffsetDateTime {
    OffsetDateTime::now_utc() + time::Duration::HOUR
}

#[tokio::test]
async fn a_session_survives_a_restart_and_is_sealed_on_disk() {
    let folder = Folder::new();
    let store = folder.open().await.unwrap();
    let id = store.insert_account(b"first", LEASE).await.unwrap();
    store.save_account(id, AccountState::Active, Some(42), b"canary-session").await.unwrap();
    store.close().await.unwrap();

    let store = folder.open().await.unwrap();
    let row = store.account(id).await.unwrap().unwrap();
    assert_eq!((row.state, row.telegram_user_id), (AccountState::Active, Some(42)));
    assert_eq!(row.session.as_slice(), b"canary-session");
    assert!(store.account(AccountId(1)).await.unwrap().is_none());
    store.close().await.unwrap();
    for entry in fs::read_dir(&folder.storage.data_dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = fs::read(&path).unwrap();
            assert!(!bytes.windows(14).any(|window| window == b"canary-session"), "{}", path.display());
        }
    }
}

#[tokio::test]
async fn a_session_moved_to_another_row_does_not_open() {
    let folder = Folder::new();
    let store = folder.open().await.unwrap();
    let mine = store.insert_account(b"mine", LEASE).await.unwrap();
    let theirs = store.insert_account(b"theirs", LEASE).await.unwrap();
    let stolen = account::Entity::find_by_id(theirs.0).one(&store.database).await.unwrap().unwrap().session;
    account::Entity::update_many()
        .col_expr(account::Column::Session, Expr::value(stolen))
        .filter(account::Column::Id.eq(mine.0))
        .exec(&store.database)
        .await
        .unwrap();
    assert!(matches!(store.account(mine).await, Err(Error::Unsealable { table: "accounts" })));
}

#[tokio::test]
async fn a_wrong_key_is_refused() {
    let mut folder = Folder::new();
    let store = folder.open().await.unwrap();
    let id = store.insert_account(b"session", LEASE).await.unwrap();
    store.close().await.unwrap();

    folder.storage.master_key = Some(Secret::new(vec![1; 32]));
    assert!(matches!(folder.open().await, Err(Error::WrongKey)));
    folder.storage.master_key = None;
    let store = folder.open().await.unwrap();
    assert_eq!(store.account(id).await.unwrap().unwrap().session.as_slice(), b"session");
}

#[tokio::test]
async fn folder_and_key_must_be_the_owners_alone() {
    let folder = Folder::new();
    folder.open().await.unwrap().close().await.unwrap();
    let data = &folder.storage.data_dir;
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(data), mode(&data.join("secret.key"))), (0o700, 0o600));

    fs::set_permissions(data.join("secret.key"), Permissions::from_mode(0o640)).unwrap();
    assert!(matches!(folder.open().await, Err(Error::TooOpen { mode: 0o640, .. })));
    fs::set_permissions(data.join("secret.key"), Permissions::from_mode(0o600)).unwrap();
    fs::set_permissions(data, Permissions::from_mode(0o755)).unwrap();
    assert!(matches!(folder.open().await, Err(Error::TooOpen { mode: 0o755, .. })));
}

#[tokio::test]
async fn left_over_temporary_files_are_removed_at_the_start() {
    let folder = Folder::new();
    folder.open().await.unwrap().close().await.unwrap();
    let left_over = folder.storage.data_dir.join("tmp/left-over");
    fs::write(&left_over, "x").unwrap();
    folder.open().await.unwrap().close().await.unwrap();
    assert!(!left_over.exists());
}

#[tokio::test]
async fn a_second_process_is_refused_and_changes_nothing() {
    let folder = Folder::new();
    let store = folder.open().await.unwrap();
    let id = store.insert_account(b"a", LEASE).await.unwrap();
    let in_use = folder.storage.data_dir.join("tmp/in-use");
    fs::write(&in_use, "x").unwrap();
    assert!(matches!(folder.open().await, Err(Error::InUse(_))));
    assert!(in_use.exists());
    assert!(!store.as_another_process().acquire_lease(id, LEASE).await.unwrap(), "the first has its lease still");

    let clone = store.clone();
    store.close().await.unwrap();
    folder.open().await.unwrap();
    drop(clone);
}

#[tokio::test]
async fn what_a_dead_process_leased_is_free_at_the_next_start() {
    let folder = Folder::new();
    let store = folder.open().await.unwrap();
    let id = store.insert_account(b"a", LEASE).await.unwrap();
    // As when it is killed: nothing is given back.
    drop(store);

    let store = folder.open().await.unwrap();
    assert!(store.acquire_lease(id, LEASE).await.unwrap());
}

#[tokio::test]
async fn one_process_has_the_lease_and_only_it_may_save() {
    let folder = Folder::new();
    let one = folder.open().await.unwrap();
    let two = one.as_another_process();
    let id = one.insert_account(b"a", LEASE).await.unwrap();
    assert!(!two.acquire_lease(id, LEASE).await.unwrap());
    assert!(one.acquire_lease(id, LEASE).await.unwrap());
    assert!(matches!(two.save_account(id, AccountState::Active, None, b"b").await, Err(Error::LeaseLost)));

    two.release_lease(id).await.unwrap();
    assert!(!two.acquire_lease(id, LEASE).await.unwrap(), "releasing another's lease does nothing");
    one.release_lease(id).await.unwrap();
    assert!(two.acquire_lease(id, LEASE).await.unwrap());
    assert!(matches!(one.save_account(id, AccountState::Active, None, b"c").await, Err(Error::LeaseLost)));
    assert_eq!(two.account(id).await.unwrap().unwrap().session.as_slice(), b"a");
}

#[tokio::test]
async fn a_lease_that_ran_out_can_be_taken() {
    let folder = Folder::new();
    let one = folder.open().await.unwrap();
    let two = one.as_another_process();
    let id = one.insert_account(b"a", Duration::ZERO).await.unwrap();
    assert!(two.acquire_lease(id, LEASE).await.unwrap());
    assert!(!one.acquire_lease(id, LEASE).await.unwrap());
    assert!(!one.acquire_lease(AccountId(7), LEASE).await.unwrap(), "no such account");
}

#[tokio::test]
async fn cookies_are_bound_replaced_and_deleted_with_their_account() {
    let folder = Folder::new();
    let store = folder.open().await.unwrap();
    let account = store.insert_account(b"a", LEASE).await.unwrap();
    let (old, new) = (TokenHash([1; 32]), TokenHash([2; 32]));
    let binding = Binding { account, pending: None, expires: in_an_hour() };
    store.insert_browser(old, binding).await.unwrap();
    assert_eq!(store.browser(old).await.unwrap().unwrap().account, account);

    store.replace_browser(old, new, binding).await.unwrap();
    assert!(store.browser(old).await.unwrap().is_none());
    assert!(store.browser(new).await.unwrap().is_some());
    assert!(!store.rebind_browser(old, binding).await.unwrap());

    assert!(store.delete_account(account).await.unwrap());
    assert!(store.browser(new).await.unwrap().is_none());
    assert!(!store.delete_account(account).await.unwrap());
}

#[tokio::test]
async fn a_sign_in_given_up_leaves_the_browser_signed_in() {
    let folder = Folder::new();
    let store = folder.open().await.unwrap();
    let account = store.insert_account(b"a", LEASE).await.unwrap();
    let other = store.insert_account(b"b", LEASE).await.unwrap();
    let pending = Some(other);
    let token = TokenHash([1; 32]);
    store.insert_browser(token, Binding { account, pending: None, expires: in_an_hour() }).await.unwrap();
    assert!(store.rebind_browser(token, Binding { account, pending, expires: in_an_hour() }).await.unwrap());
    assert_eq!(store.browser(token).await.unwrap().unwrap().pending, pending);
    store.delete_account(other).await.unwrap();
    let browser = store.browser(token).await.unwrap().unwrap();
    assert_eq!((browser.account, browser.pending), (account, None));
}

#[tokio::test]
async fn expired_and_unused_cookies_go() {
    let folder = Folder::new();
    let store = folder.open().await.unwrap();
    let account = store.insert_account(b"a", LEASE).await.unwrap();
    let (expired, live) = (TokenHash([1; 32]), TokenHash([2; 32]));
    let live_binding = Binding { account, pending: None, expires: in_an_hour() };
    let past = OffsetDateTime::now_utc() - time::Duration::SECOND;
    store.insert_browser(expired, Binding { expires: past, ..live_binding }).await.unwrap();
    store.insert_browser(live, live_binding).await.unwrap();
    assert!(store.browser(expired).await.unwrap().is_none());
    let a_day_ago = OffsetDateTime::now_utc() - time::Duration::DAY;
    assert_eq!(store.delete_stale_browsers(a_day_ago).await.unwrap(), 1);
    assert!(store.delete_browser(live).await.unwrap());
    assert!(!store.delete_browser(live).await.unwrap());
}

#[tokio::test]
async fn only_pending_sessions_nobody_uses_are_stale() {
    let folder = Folder::new();
    let one = folder.open().await.unwrap();
    let two = one.as_another_process();
    let pending = one.insert_account(b"a", LEASE).await.unwrap();
    let active = one.insert_account(b"b", LEASE).await.unwrap();
    one.save_account(active, AccountState::Active, Some(1), b"b").await.unwrap();
    assert!(two.delete_stale_pending(in_an_hour()).await.unwrap().is_empty(), "another process has it open");
    assert_eq!(one.delete_stale_pending(in_an_hour()).await.unwrap(), [pending]);
    assert_eq!(one.account_ids(AccountState::Active).await.unwrap(), [active]);
    assert_eq!(account::Entity::find().count(&one.database).await.unwrap(), 1);
}

#[tokio::test]
async fn an_account_that_nobody_has_is_abandoned() {
    let folder = Folder::new();
    let store = folder.open().await.unwrap();
    let key = KeyId(7);
    assert!(store.insert_key(key, "service", [1; 32], "accounts").await.unwrap());
    let mut accounts = Vec::new();
    for user in 1..=4 {
        let id = store.insert_account(b"session", LEASE).await.unwrap();
        if user < 4 {
            store.save_account(id, AccountState::Active, Some(user), b"session").await.unwrap();
        }
        accounts.push(id);
    }
    let binding = Binding { account: accounts[0], pending: None, expires: in_an_hour() };
    store.insert_browser(TokenHash([1; 32]), binding).await.unwrap();
    store.bind_key(key, "9996620001", KeyBinding { account: accounts[1], pending: None }).await.unwrap();
    assert_eq!(store.abandoned_accounts(in_an_hour()).await.unwrap(), [accounts[2]], "the fourth is not signed in");
    let an_hour_ago = OffsetDateTime::now_utc() - time::Duration::HOUR;
    assert!(store.abandoned_accounts(an_hour_ago).await.unwrap().is_empty(), "they were used since");
    assert!(store.delete_key("service").await.unwrap());
    assert!(store.delete_browser(TokenHash([1; 32])).await.unwrap());
    let mut all = store.abandoned_accounts(in_an_hour()).await.unwrap();
    all.sort();
    accounts.truncate(3);
    accounts.sort();
    assert_eq!(all, accounts);
}
