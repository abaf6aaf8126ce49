use tokio_util::sync::CancellationToken;

use super::bench::{Bench, DEMO, GUARDED, PASSWORD, code, phone};
use crate::telegram::{Error, QrStep, Rejected, SignIn};

#[tokio::test(flavor = "multi_thread")]
async fn an_account_stays_signed_in_after_a_restart() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let user = account.user().expect("signed in");
    assert_eq!(user.phone.as_deref(), Some("9996620001"));
    let id = account.id();
    drop(account);
    let bench = bench.restart().await;
    let account = bench.accounts.open(id).await.expect("the account exists");
    assert_eq!(account.verify().await.expect("a result"), Some(user));
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_of_other_data_centres_sign_in() {
    let bench = Bench::start().await;
    for number in ["+9996617001", "+9996637001"] {
        let account = bench.sign_in(number).await;
        assert!(account.verify().await.expect("a result").is_some());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_continues_after_a_restart() {
    let bench = Bench::start().await;
    let account = bench.accounts.create().await.expect("a session");
    account.send_code(&phone(GUARDED)).await.expect("a code");
    let id = account.id();
    let bench = bench.restart().await;
    let account = bench.accounts.open(id).await.expect("the account exists");
    assert_eq!(account.phone(), Some(phone(GUARDED)));
    let step = account.sign_in(&phone(GUARDED), &code(GUARDED)).await.expect("the right code");
    assert!(matches!(step, SignIn::PasswordRequired { .. }));
    let bench = bench.restart().await;
    let account = bench.accounts.open(id).await.expect("the account exists");
    let wrong = account.check_password("wrong").await;
    assert!(matches!(wrong, Err(Error::Rejected(Rejected::PasswordInvalid))), "{wrong:?}");
    account.check_password(PASSWORD).await.expect("the right password");
    assert!(account.verify().await.expect("a result").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn each_refusal_has_its_error() {
    let bench = Bench::start().await;
    let account = bench.accounts.create().await.expect("a session");
    let refused = async |number: &str| account.send_code(&phone(number)).await.expect_err("refused");
    assert!(matches!(refused("+4912345678").await, Error::Rejected(Rejected::PhoneNumberInvalid)));
    assert!(matches!(refused("+9996624000").await, Error::Rejected(Rejected::PhoneNumberBanned)));
    assert!(matches!(refused("+9996625000").await, Error::Wait(wait) if wait.as_secs() == 42));
    let no_code = account.sign_in(&phone(DEMO), "22222").await;
    assert!(matches!(no_code, Err(Error::Rejected(Rejected::NoCodeRequested))));
    account.send_code(&phone(DEMO)).await.expect("a code");
    let wrong = account.sign_in(&phone(DEMO), "11111").await;
    assert!(matches!(wrong, Err(Error::Rejected(Rejected::CodeInvalid))));
    let other = account.sign_in(&phone(GUARDED), "22222").await;
    assert!(matches!(other, Err(Error::Rejected(Rejected::NoCodeRequested))));
    let unregistered = "+9996626000";
    account.send_code(&phone(unregistered)).await.expect("a code");
    let unregistered = account.sign_in(&phone(unregistered), "22222").await;
    assert!(matches!(unregistered, Err(Error::Rejected(Rejected::PhoneNumberUnoccupied))), "{unregistered:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scanned_code_signs_in_accounts_of_any_data_centre() {
    let bench = Bench::start().await;
    for number in [DEMO, "+9996617001"] {
        let account = bench.accounts.create().await.expect("a session");
        let stopping = CancellationToken::new();
        let QrStep::Token(token) = account.qr_step(&stopping).await.expect("a token") else { panic!("no token") };
        let token = token.url.strip_prefix("tg://login?token=").expect("Telegram's scheme").to_owned();
        let waiting = {
            let account = account.clone();
            tokio::spawn(async move { account.qr_step(&stopping).await })
        };
        bench.sandbox().accept_login(number, &token).expect("a valid token");
        let step = waiting.await.expect("no panic").expect("the outcome");
        assert!(matches!(step, QrStep::SignedIn(_)));
        assert!(account.verify().await.expect("a result").is_some());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn logging_out_ends_the_session_here_and_at_telegram() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let id = account.id();
    account.log_out().await.expect("logged out");
    assert!(matches!(account.media_counts().await, Err(Error::SignedOut)));
    assert_eq!(account.verify().await.expect("a result"), None);
    assert!(matches!(bench.accounts.open(id).await, Err(Error::SignedOut)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_revoked_elsewhere_is_noticed_once() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    bench.sandbox().revoke(DEMO).expect("a known number");
    bench.sandbox().reset_counters();
    for _ in 0..5 {
        assert!(matches!(account.media_counts().await, Err(Error::SignedOut)));
    }
    assert!(bench.calls("messages.getSearchCounters") <= 2);
    assert!(matches!(bench.accounts.open(account.id()).await, Err(Error::SignedOut)));
}
