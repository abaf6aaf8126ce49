//! Users on a database of their own.

use std::time::{Duration, Instant};

use tempfile::TempDir;
use zeroize::Zeroizing;

use super::{Attempt, Password, People, Registration, Role, UserName};
use crate::config::Config;
use crate::drive::Error;
use crate::store::Store;

async fn people() -> (People, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let storage = Config::in_directory(&folder.path().join("data")).unwrap().storage;
    (People::new(Store::open(&storage).await.unwrap()), folder)
}

fn name(text: &str) -> UserName {
    UserName::parse(text).unwrap()
}

fn password(text: &str) -> Password {
    Password::parse(Zeroizing::new(text.to_owned())).unwrap()
}

fn attempt<'a>(name: &'a str, password: &'a Password) -> Attempt<'a> {
    Attempt { name, password, one_time_password: None, client: None }
}

#[tokio::test]
async fn only_the_first_may_register_where_registration_is_closed() {
    let (people, _folder) = people().await;
    let password = password("pass");
    people.register(&name("first"), &password, Registration::FirstUser).await.unwrap();
    for taken in ["first", "second"] {
        let refused = people.register(&name(taken), &password, Registration::FirstUser).await;
        assert!(matches!(refused, Err(Error::RegistrationClosed)), "{taken}: {refused:?}");
    }
    assert!(!people.add(&name("second"), &password, Role::User).await.unwrap());
    assert!(people.add(&name("third"), &password, Role::Operator).await.unwrap());
    people.register(&name("fourth"), &password, Registration::Open).await.unwrap();
    let taken = people.register(&name("first"), &password, Registration::Open).await;
    assert!(matches!(taken, Err(Error::UserExists(name)) if name == "first"));
    let roles: Vec<_> = people.list().await.unwrap().into_iter().map(|user| (user.name, user.is_operator)).collect();
    let roles: Vec<_> = roles.iter().map(|(name, is_operator)| (name.as_str(), *is_operator)).collect();
    assert_eq!(roles, [("first", true), ("fourth", false), ("second", false), ("third", true)]);
}

/// Nothing about the time tells whether there is such a user: the medians differ by less than a fifth.
#[tokio::test]
async fn unknown_names_take_as_long_as_wrong_passwords() {
    let (people, _folder) = people().await;
    people.add(&name("alice"), &password("pass"), Role::User).await.unwrap();
    let wrong = password("wrong");
    let time = async |name: &str| {
        let start = Instant::now();
        assert!(matches!(people.sign_in(attempt(name, &wrong)).await, Err(Error::CredentialsInvalid)));
        start.elapsed()
    };
    // What else the machine does only adds to a time, so the shortest ones come to be what the work takes.
    let (mut known, mut unknown) = (Duration::MAX, Duration::MAX);
    for _ in 0..100 {
        known = known.min(time("alice").await);
        unknown = unknown.min(time("nobody").await);
        assert!(known > Duration::from_millis(1), "no work was done: {known:?}");
        if (0.8..1.25).contains(&(known.as_secs_f64() / unknown.as_secs_f64())) {
            return;
        }
    }
    panic!("{known:?} for a known name, {unknown:?} for an unknown one");
}

#[tokio::test]
async fn a_token_is_worth_its_session() {
    let (people, _folder) = people().await;
    people.add(&name("alice"), &password("pass"), Role::User).await.unwrap();
    let pass = password("pass");
    let token = people.sign_in(attempt("alice", &pass)).await.unwrap();
    let signed_in = people.authenticate(token.text()).await.unwrap();
    assert_eq!(signed_in.user.name, "alice");
    people.end_session(signed_in.user.id, signed_in.session).await.unwrap();
    assert!(matches!(people.authenticate(token.text()).await, Err(Error::TokenInvalid)));
    let again = people.end_session(signed_in.user.id, signed_in.session).await;
    assert!(matches!(again, Err(Error::NotFound)));

    // Somebody else of the same name is somebody else.
    let token = people.sign_in(attempt("alice", &pass)).await.unwrap();
    people.remove("alice").await.unwrap();
    people.add(&name("alice"), &pass, Role::User).await.unwrap();
    assert!(matches!(people.authenticate(token.text()).await, Err(Error::TokenInvalid)));
}

#[tokio::test]
async fn a_reset_ends_whatever_opened_the_files() {
    let (people, _folder) = people().await;
    let (old, new) = (password("old"), password("new"));
    people.add(&name("alice"), &old, Role::User).await.unwrap();
    let token = people.sign_in(attempt("alice", &old)).await.unwrap();
    let user = people.authenticate(token.text()).await.unwrap().user;
    let made = people.make_app_password(user.id, "laptop").await.unwrap();
    people.authenticate_app("alice", made.secret()).await.unwrap();
    people.reset_password("alice", &new, false).await.unwrap();
    assert!(matches!(people.authenticate(token.text()).await, Err(Error::TokenInvalid)));
    assert!(matches!(people.authenticate_app("alice", made.secret()).await, Err(Error::TokenInvalid)));
    assert!(matches!(people.sign_in(attempt("alice", &old)).await, Err(Error::CredentialsInvalid)));
    people.sign_in(attempt("alice", &new)).await.unwrap();
    assert!(matches!(people.reset_password("bob", &new, false).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn secrets_are_not_printed() {
    let (people, _folder) = people().await;
    let pass = password("hunter2");
    people.add(&name("alice"), &pass, Role::User).await.unwrap();
    let token = people.sign_in(attempt("alice", &pass)).await.unwrap();
    let user = people.authenticate(token.text()).await.unwrap().user;
    let made = people.make_app_password(user.id, "laptop").await.unwrap();
    let enrolment = people.enrol_one_time_passwords(&user, &pass).await.unwrap();
    let credentials = crate::store::drive::users::credentials_by_id(&people.store, user.id).await.unwrap().unwrap();
    let printed = format!("{pass:?} {token:?} {made:?} {enrolment:?} {credentials:?} {user:?}");
    for secret in ["hunter2", "argon2", token.text(), made.secret(), enrolment.secret.as_str()] {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
}
