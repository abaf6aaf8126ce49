//! API keys and what they have under each phone number.

use super::{LEASE, active_account, on_each_store};
use crate::store::{Binding, KeyId, Store, accounts, keys};

const PHONE: &str = "9996620001";

async fn key(store: &Store, id: i64, name: &str) -> KeyId {
    assert!(keys::insert(store, KeyId(id), name, [1; 32], "accounts").await.unwrap());
    KeyId(id)
}

#[tokio::test]
async fn a_key_is_found_noted_and_deleted() {
    on_each_store(async |store| {
        let id = key(store, 7, "b").await;
        key(store, 8, "a").await;
        assert!(!keys::insert(store, KeyId(9), "a", [2; 32], "events").await.unwrap(), "the name is taken");
        assert!(keys::find(store, id).await.unwrap().unwrap().used.is_none());
        keys::touch(store, id).await.unwrap();
        assert!(keys::find(store, id).await.unwrap().unwrap().used.is_some());
        let names: Vec<_> = keys::list(store).await.unwrap().into_iter().map(|key| key.name).collect();
        assert_eq!(names, ["a", "b"]);
        assert!(keys::delete(store, "b").await.unwrap() && !keys::delete(store, "b").await.unwrap());
        assert!(keys::find(store, id).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn each_key_has_accounts_of_its_own() {
    on_each_store(async |store| {
        let (mine, theirs) = (key(store, 7, "mine").await, key(store, 8, "theirs").await);
        let account = active_account(store, 1).await;
        let pending = accounts::insert(store, b"session", LEASE).await.unwrap();
        let binding = Binding { account, pending: Some(pending) };
        keys::bind(store, mine, PHONE, binding).await.unwrap();
        assert_eq!(keys::binding(store, mine, PHONE).await.unwrap(), Some(binding));
        assert_eq!(keys::bindings(store, mine).await.unwrap(), [binding]);
        assert_eq!(keys::binding(store, theirs, PHONE).await.unwrap(), None);
        assert!(keys::bindings(store, theirs).await.unwrap().is_empty());

        accounts::delete(store, pending).await.unwrap();
        let binding = Binding { account, pending: None };
        assert_eq!(keys::binding(store, mine, PHONE).await.unwrap(), Some(binding));
        keys::unbind(store, mine, PHONE).await.unwrap();
        assert_eq!(keys::binding(store, mine, PHONE).await.unwrap(), None);

        keys::bind(store, mine, PHONE, binding).await.unwrap();
        accounts::delete(store, account).await.unwrap();
        assert_eq!(keys::binding(store, mine, PHONE).await.unwrap(), None);
    })
    .await;
}
