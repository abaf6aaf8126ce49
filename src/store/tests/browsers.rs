//! Cookies.

use time::OffsetDateTime;

use super::{LEASE, an_hour_ago, in_an_hour, on_each_store};
use crate::store::{Binding, TokenHash, accounts, browsers};

#[tokio::test]
async fn cookies_are_bound_replaced_and_deleted_with_their_account() {
    on_each_store(async |store| {
        let account = accounts::insert(store, b"a", LEASE).await.unwrap();
        let (old, new) = (TokenHash([1; 32]), TokenHash([2; 32]));
        let binding = Binding { account, pending: None };
        browsers::insert(store, old, binding, in_an_hour()).await.unwrap();
        assert_eq!(browsers::find(store, old).await.unwrap().unwrap().binding, binding);

        let transaction = store.begin().await.unwrap();
        browsers::replace(&transaction, old, new, binding, in_an_hour()).await.unwrap();
        transaction.commit().await.unwrap();
        assert!(browsers::find(store, old).await.unwrap().is_none());
        assert!(browsers::find(store, new).await.unwrap().is_some());
        assert!(!browsers::rebind(store, old, binding, in_an_hour()).await.unwrap());

        assert!(accounts::delete(store, account).await.unwrap());
        assert!(browsers::find(store, new).await.unwrap().is_none());
        assert!(!accounts::delete(store, account).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_sign_in_given_up_leaves_the_browser_signed_in() {
    on_each_store(async |store| {
        let account = accounts::insert(store, b"a", LEASE).await.unwrap();
        let other = accounts::insert(store, b"b", LEASE).await.unwrap();
        let token = TokenHash([1; 32]);
        let signed_in = Binding { account, pending: None };
        let signing_in = Binding { account, pending: Some(other) };
        browsers::insert(store, token, signed_in, in_an_hour()).await.unwrap();
        assert!(browsers::rebind(store, token, signing_in, in_an_hour()).await.unwrap());
        assert_eq!(browsers::find(store, token).await.unwrap().unwrap().binding, signing_in);
        accounts::delete(store, other).await.unwrap();
        assert_eq!(browsers::find(store, token).await.unwrap().unwrap().binding, signed_in);
    })
    .await;
}

#[tokio::test]
async fn expired_and_unused_cookies_go() {
    on_each_store(async |store| {
        let account = accounts::insert(store, b"a", LEASE).await.unwrap();
        let [expired, live, unused] = [1, 2, 3].map(|byte| TokenHash([byte; 32]));
        let binding = Binding { account, pending: None };
        let past = OffsetDateTime::now_utc() - time::Duration::SECOND;
        browsers::insert(store, expired, binding, past).await.unwrap();
        browsers::insert(store, live, binding, in_an_hour()).await.unwrap();
        assert!(browsers::find(store, expired).await.unwrap().is_none());
        assert_eq!(browsers::delete_stale(store, an_hour_ago()).await.unwrap(), 1);
        browsers::insert(store, unused, binding, in_an_hour()).await.unwrap();
        assert_eq!(browsers::delete_stale(store, in_an_hour()).await.unwrap(), 2, "not used in the coming hour");
        assert!(!browsers::delete(store, live).await.unwrap());
    })
    .await;
}
