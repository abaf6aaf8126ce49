//! The drive's users, their sessions and app passwords.

use super::{an_hour_ago, in_an_hour, on_each_store};
use crate::store::drive::users::{self, NewUser};
use crate::store::drive::{MessageRef, NodeId, UserId, app_passwords, sessions};
use crate::store::{Error, Store, TokenHash};

const HASH: &str = "$argon2id$…";

/// Adds a user; whether they are the first one, and `None` if the name is taken.
async fn add(store: &Store, name: &str) -> Result<Option<(UserId, bool)>, Error> {
    let (id, root) = (UserId::random()?, NodeId::random()?);
    let transaction = store.begin().await?;
    let is_operator = users::is_empty_to_insert(&transaction).await?;
    let user = NewUser { id, root, name, password_hash: Some(HASH), is_operator };
    let inserted = users::insert(&transaction, user).await?;
    transaction.commit().await?;
    Ok(inserted.then_some((id, is_operator)))
}

async fn user(store: &Store, name: &str) -> UserId {
    add(store, name).await.unwrap().expect("the name is free").0
}

async fn count(store: &Store, query: &str) -> i64 {
    use sea_orm::ConnectionTrait;

    let query = sea_orm::Statement::from_string(store.writer.get_database_backend(), query);
    store.writer.query_one_raw(query).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

#[tokio::test]
async fn a_user_has_a_root_and_a_name_of_their_own() {
    on_each_store(async |store| {
        assert!(users::is_empty(store).await.unwrap());
        let id = user(store, "b").await;
        user(store, "a").await;
        assert!(add(store, "b").await.unwrap().is_none(), "the name is taken");
        assert!(!users::is_empty(store).await.unwrap());
        let found = users::find(store, id).await.unwrap().unwrap();
        assert_eq!((found.name.as_str(), found.is_operator, found.needs_one_time_password), ("b", true, false));
        assert_eq!(users::find_by_name(store, "b").await.unwrap(), Some(found.clone()));
        assert_eq!(users::find_by_name(store, "B").await.unwrap(), None);
        let names: Vec<_> = users::list(store).await.unwrap().into_iter().map(|user| user.name).collect();
        assert_eq!(names, ["a", "b"]);
        let roots = format!(
            "SELECT COUNT(*) FROM drive_nodes WHERE id = {} AND owner_id = {} AND kind = 0 AND parent_id IS NULL",
            found.root.0, id.0
        );
        assert_eq!(count(store, &roots).await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_come_first_one_is_the_first() {
    on_each_store(async |store| {
        let adding = (0..12).map(|number| {
            let store = store.clone();
            tokio::spawn(async move { add(&store, &format!("user {}", number % 6)).await.unwrap() })
        });
        let added = futures_util::future::join_all(adding).await;
        let added: Vec<_> = added.into_iter().filter_map(Result::unwrap).collect();
        assert_eq!(added.len(), 6, "each name once");
        assert_eq!(added.iter().filter(|(_, is_first)| *is_first).count(), 1);
        assert_eq!(users::list(store).await.unwrap().iter().filter(|user| user.is_operator).count(), 1);
    })
    .await;
}

#[tokio::test]
async fn each_time_step_is_used_once() {
    on_each_store(async |store| {
        let id = user(store, "a").await;
        assert!(!users::use_totp_step(store, id, 5).await.unwrap(), "there is no secret");
        assert!(users::set_totp_secret(store, id, b"first").await.unwrap());
        assert!(users::set_totp_secret(store, id, b"secret").await.unwrap(), "it was not confirmed");
        let credentials = users::credentials_by_name(store, "a").await.unwrap().unwrap();
        assert!(!credentials.user.needs_one_time_password);
        assert_eq!(credentials.totp_secret.unwrap().as_slice(), b"secret");
        assert_eq!(credentials.password_hash.as_deref(), Some(HASH));
        assert!(users::use_totp_step(store, id, 5).await.unwrap());
        assert!(users::credentials_by_id(store, id).await.unwrap().unwrap().user.needs_one_time_password);
        assert!(!users::set_totp_secret(store, id, b"another").await.unwrap(), "it is confirmed");
        for step in [5, 4, 0] {
            assert!(!users::use_totp_step(store, id, step).await.unwrap(), "{step}");
        }
        let (one, two) = tokio::join!(users::use_totp_step(store, id, 6), users::use_totp_step(store, id, 6));
        assert_ne!(one.unwrap(), two.unwrap(), "one of two at once");
        users::clear_totp(store, id).await.unwrap();
        let credentials = users::credentials_by_id(store, id).await.unwrap().unwrap();
        assert!(credentials.totp_secret.is_none() && !credentials.user.needs_one_time_password);
        assert!(!users::use_totp_step(store, id, 9).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn an_identity_is_sealed_for_its_user_and_never_replaced() {
    on_each_store(async |store| {
        let (one, two) = (user(store, "one").await, user(store, "two").await);
        assert!(users::identity(store, one).await.unwrap().is_none());
        assert!(users::set_identity(store, one, "age1…", b"AGE-SECRET-KEY-1").await.unwrap());
        assert!(!users::set_identity(store, one, "age2…", b"AGE-SECRET-KEY-2").await.unwrap());
        assert_eq!(users::identity(store, one).await.unwrap().unwrap().as_slice(), b"AGE-SECRET-KEY-1");
        assert_eq!(users::find(store, one).await.unwrap().unwrap().recipient.as_deref(), Some("age1…"));
        users::set_totp_secret(store, one, b"secret").await.unwrap();
        let swap = format!("UPDATE drive_users SET identity = totp_secret WHERE id = {}", one.0);
        sea_orm::ConnectionTrait::execute_unprepared(&store.writer, &swap).await.unwrap();
        assert!(matches!(users::identity(store, one).await, Err(Error::Unsealable { .. })), "another column");
        let copy = format!(
            "UPDATE drive_users SET identity = (SELECT identity FROM drive_users WHERE id = {}) WHERE id = {}",
            one.0, two.0
        );
        sea_orm::ConnectionTrait::execute_unprepared(&store.writer, &copy).await.unwrap();
        assert!(matches!(users::identity(store, two).await, Err(Error::Unsealable { .. })), "another row");
        users::set_encrypts(store, one, true).await.unwrap();
        let message = |message| MessageRef { chat: -1_001, message };
        assert!(users::set_manifest(store, one, None, message(6)).await.unwrap());
        assert!(!users::set_manifest(store, one, None, message(9)).await.unwrap(), "another is known");
        assert!(users::set_manifest(store, one, Some(message(6)), message(7)).await.unwrap());
        assert!(users::set_quota(store, "one", Some(5)).await.unwrap());
        assert!(!users::set_quota(store, "three", None).await.unwrap());
        let found = users::find(store, one).await.unwrap().unwrap();
        assert_eq!(
            (found.encrypts, found.manifest, found.quota),
            (true, Some(MessageRef { chat: -1_001, message: 7 }), Some(5))
        );
    })
    .await;
}

#[tokio::test]
async fn sessions_are_found_until_they_end() {
    on_each_store(async |store| {
        let (mine, theirs) = (user(store, "mine").await, user(store, "theirs").await);
        let token = |number| TokenHash([number; 32]);
        let one = sessions::insert(store, mine, token(1), Some("curl"), in_an_hour()).await.unwrap();
        let two = sessions::insert(store, mine, token(2), None, in_an_hour()).await.unwrap();
        let other = sessions::insert(store, theirs, token(3), None, in_an_hour()).await.unwrap();
        sessions::insert(store, mine, token(4), None, an_hour_ago()).await.unwrap();
        let found = sessions::find(store, token(1)).await.unwrap().unwrap();
        assert_eq!((found.id, found.user, found.client.as_deref(), found.used), (one, mine, Some("curl"), None));
        assert!(sessions::find(store, token(4)).await.unwrap().is_none(), "expired");
        sessions::touch(store, one).await.unwrap();
        assert!(sessions::find(store, token(1)).await.unwrap().unwrap().used.is_some());
        let listed: std::collections::BTreeSet<_> =
            sessions::list(store, mine).await.unwrap().into_iter().map(|session| session.id).collect();
        assert_eq!(listed, [one, two].into());
        assert!(!sessions::delete(store, mine, other).await.unwrap(), "it is another's");
        sessions::delete_expired(store).await.unwrap();
        assert_eq!(count(store, "SELECT COUNT(*) FROM drive_sessions").await, 3);
        sessions::delete_others(store, mine, Some(one)).await.unwrap();
        assert!(sessions::find(store, token(2)).await.unwrap().is_none());
        assert!(sessions::find(store, token(1)).await.unwrap().is_some());
        assert!(sessions::find(store, token(3)).await.unwrap().is_some());
        assert!(sessions::delete(store, mine, one).await.unwrap());
        assert!(!sessions::delete(store, mine, one).await.unwrap());
        sessions::delete_others(store, theirs, None).await.unwrap();
        assert_eq!(count(store, "SELECT COUNT(*) FROM drive_sessions").await, 0);
    })
    .await;
}

#[tokio::test]
async fn app_passwords_have_names_of_their_own() {
    on_each_store(async |store| {
        let (mine, theirs) = (user(store, "mine").await, user(store, "theirs").await);
        let secret = |number| TokenHash([number; 32]);
        let one = app_passwords::insert(store, mine, "b", secret(1)).await.unwrap().unwrap();
        assert!(app_passwords::insert(store, mine, "b", secret(2)).await.unwrap().is_none());
        app_passwords::insert(store, mine, "a", secret(3)).await.unwrap().unwrap();
        app_passwords::insert(store, theirs, "b", secret(4)).await.unwrap().unwrap();
        assert_eq!(app_passwords::find(store, secret(1)).await.unwrap(), Some(one.clone()));
        assert_eq!(app_passwords::find(store, secret(2)).await.unwrap(), None);
        app_passwords::touch(store, one.id).await.unwrap();
        assert!(app_passwords::find(store, secret(1)).await.unwrap().unwrap().used.is_some());
        let names: Vec<_> = app_passwords::list(store, mine).await.unwrap().into_iter().map(|it| it.name).collect();
        assert_eq!(names, ["a", "b"]);
        assert!(!app_passwords::delete(store, theirs, one.id).await.unwrap(), "it is another's");
        assert!(app_passwords::delete(store, mine, one.id).await.unwrap());
        app_passwords::delete_all(store, mine).await.unwrap();
        assert_eq!(count(store, "SELECT COUNT(*) FROM drive_app_passwords").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_user_goes_with_everything_and_the_messages_are_handed_over() {
    on_each_store(async |store| {
        let (gone, stays) = (user(store, "gone").await, user(store, "stays").await);
        users::set_manifest(store, gone, None, MessageRef { chat: -1_001, message: 7 }).await.unwrap();
        users::set_manifest(store, stays, None, MessageRef { chat: -1_001, message: 8 }).await.unwrap();
        sessions::insert(store, gone, TokenHash([1; 32]), None, in_an_hour()).await.unwrap();
        app_passwords::insert(store, gone, "a", TokenHash([2; 32])).await.unwrap();
        let manifests = format!(
            "UPDATE drive_nodes SET manifest_chat_id = -1001, manifest_message_id = 20 WHERE owner_id = {}",
            gone.0
        );
        sea_orm::ConnectionTrait::execute_unprepared(&store.writer, &manifests).await.unwrap();
        let transaction = store.begin().await.unwrap();
        users::delete(&transaction, gone).await.unwrap();
        transaction.commit().await.unwrap();
        assert!(users::find(store, gone).await.unwrap().is_none());
        assert!(users::find(store, stays).await.unwrap().is_some());
        for (query, expected) in [
            ("SELECT COUNT(*) FROM drive_nodes", 1),
            ("SELECT COUNT(*) FROM drive_sessions", 0),
            ("SELECT COUNT(*) FROM drive_app_passwords", 0),
            ("SELECT COUNT(*) FROM drive_outbox WHERE chat_id = -1001 AND subject IN (7, 20)", 2),
            ("SELECT COUNT(*) FROM drive_outbox", 2),
        ] {
            assert_eq!(count(store, query).await, expected, "{query}");
        }
    })
    .await;
}
