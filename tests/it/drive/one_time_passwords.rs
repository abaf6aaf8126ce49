//! The second factor: enrolled, confirmed, asked for, each used once.

use std::time::{SystemTime, UNIX_EPOCH};

use reqwest::Method;
use serde_json::json;
use totp_rs::{Algorithm, Builder, Secret, Totp};

use super::client::{PASSWORD, Program, refuses};
use crate::harness::TestServer;

const REQUIRED: &str = "One-time password required";

/// An authenticator app.
struct App(Totp);

impl App {
    fn new(secret: &str) -> Self {
        let secret = Secret::try_from_base32(secret).expect("base32");
        assert_eq!(secret.as_bytes().len(), 20);
        let totp = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_step_duration(30);
        Self(totp.with_secret(secret).build().expect("usual parameters"))
    }

    /// What it shows so many steps from now.
    fn shows(&self, steps: i64) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
        self.0.generate(now.saturating_add_signed(steps * 30)).to_string()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_in_takes_one_each_once() {
    let server = TestServer::start().await;
    let alice = Program::registered(&server, "alice").await;
    assert_eq!(alice.get("/totp").await.is(200).json(), json!({ "enabled": false }));
    let password = json!({ "password": PASSWORD });
    refuses(alice.post("/totp/confirm", json!({ "otp": "000000" })).await, 404, "Not Found");
    refuses(alice.post("/totp", json!({ "password": "wrong" })).await, 401, "Incorrect login credentials");
    let first = alice.post("/totp", password.clone()).await.is(200).json();
    let enrolled = alice.post("/totp", password.clone()).await.is(200).json();
    assert_ne!(first["secret"], enrolled["secret"]);
    let secret = enrolled["secret"].as_str().expect("a secret");
    assert_eq!(enrolled["uri"], format!("otpauth://totp/Heliograph:alice?secret={secret}&issuer=Heliograph"));
    let (app, replaced) = (App::new(secret), App::new(first["secret"].as_str().expect("a secret")));
    alice.token("alice", PASSWORD).await.is(200);
    refuses(alice.post("/totp/confirm", json!({ "otp": replaced.shows(0) })).await, 401, REQUIRED);

    // Everything below happens within two of its steps: those before, now and after can be used once each, in this order.
    let before = app.shows(-1);
    alice.post("/totp/confirm", json!({ "otp": before })).await.says("One-time passwords enabled for this account");
    assert_eq!(alice.get("/totp").await.is(200).json(), json!({ "enabled": true }));
    refuses(alice.post("/totp", password.clone()).await, 409, "One-time passwords are enabled already");
    refuses(
        alice.post("/totp/confirm", json!({ "otp": app.shows(0) })).await,
        409,
        "One-time passwords are enabled already",
    );
    let token = async |field: &str, code: &str| {
        alice.token_with(&[("username", "alice"), ("password", PASSWORD), (field, code)]).await
    };
    refuses(alice.token("alice", PASSWORD).await, 401, REQUIRED);
    refuses(token("otp", "").await, 401, REQUIRED);
    refuses(token("otp", &before).await, 401, REQUIRED);
    let wrong = alice.token_with(&[("username", "alice"), ("password", "wrong"), ("otp", &app.shows(0))]).await;
    refuses(wrong, 401, "Incorrect login credentials");
    let now = app.shows(0);
    let (one, two) = tokio::join!(token("otp", &now), token("totp", &now));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401], "one of two at once");
    let after = app.shows(1);
    token("totp", &format!("{} {}", &after[..3], &after[3..])).await.is(200);
    for used in [&before, &now, &after] {
        refuses(token("otp", used).await, 401, REQUIRED);
    }
    for wrong in ["", "12345", "1234567", "abcdef", &app.shows(3), &app.shows(-3)] {
        refuses(token("otp", wrong).await, 401, REQUIRED);
    }

    // An app password takes none.
    let made = alice.post("/app-passwords", json!({ "name": "a" })).await.is(200).json();
    let secret = made["password"].as_str().expect("it is shown");
    alice.with_app_password("alice", secret).get("/me").await.is(200);

    let off = async |password: &str| alice.json(Method::DELETE, "/totp", &json!({ "password": password })).await;
    refuses(off("wrong").await, 401, "Incorrect login credentials");
    off(PASSWORD).await.says("One-time passwords disabled for this account");
    alice.token("alice", PASSWORD).await.is(200);
    server.finish().await;
}
