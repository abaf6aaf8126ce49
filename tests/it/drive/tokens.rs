//! Tokens: what they say, when they end, and everything that is none.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use time::OffsetDateTime;

use super::client::{PASSWORD, Program, payload, refuses, token};
use crate::harness::{Program as Process, TestServer};

const INVALID: &str = "Could not validate credentials";

/// A token as somebody makes it who does not have the server's key.
fn forged(header: &Value, payload: &Value, key: &[u8]) -> String {
    let signed = [header, payload].map(|part| URL_SAFE_NO_PAD.encode(part.to_string())).join(".");
    let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("any length").chain_update(&signed);
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_says_who_until_when() {
    let mut server = TestServer::start().await;
    let alice = Program::registered(&server, "alice").await;
    let text = alice.own_token().to_owned();
    let header = URL_SAFE_NO_PAD.decode(text.split('.').next().expect("a header")).expect("base64");
    assert_eq!(header, br#"{"alg":"HS256","typ":"JWT"}"#);
    let said = payload(&text);
    assert_eq!(said["sub"], "alice");
    let left = said["exp"].as_i64().expect("seconds") - OffsetDateTime::now_utc().unix_timestamp();
    assert!((3590..=3600).contains(&left), "{left}");
    assert_eq!(said.as_object().expect("an object").len(), 3, "{said}");
    assert_ne!(said["sid"], payload(alice.signed_in("alice", PASSWORD).await.own_token())["sid"]);
    server.restart().await;
    alice.at(server.origin()).get("/me").await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_ends_with_its_session() {
    let server = TestServer::start().await;
    let alice = Program::registered(&server, "alice").await;
    alice.get("/me").await.is(200);
    server.execute("UPDATE drive_sessions SET expires_at = 1").await;
    let answer = alice.get("/me").await.is(401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    refuses(answer, 401, INVALID);
    let again = alice.signed_in("alice", PASSWORD).await;
    assert_eq!(server.number("SELECT COUNT(*) FROM drive_sessions").await, Some(1), "what has expired is cleared away");
    server.execute("DELETE FROM drive_sessions").await;
    refuses(again.get("/me").await, 401, INVALID);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_else_passes_as_one() {
    let server = TestServer::start().await;
    let alice = Program::registered(&server, "alice").await;
    let nobody = Program::new(server.origin());
    let answer = nobody.get("/me").await.is(401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    refuses(answer, 401, "Not authenticated");
    for scheme in ["Digest x", "hga_x", "", "Token abc"] {
        refuses(nobody.with(scheme).get("/me").await, 401, "Not authenticated");
    }
    let twice = nobody.call(reqwest::Method::GET, "/me").header("authorization", "Bearer a");
    let twice = twice.header("authorization", format!("Bearer {}", alice.own_token()));
    refuses(crate::harness::send(twice).await, 401, "Not authenticated");

    let said = payload(alice.own_token());
    let usual = json!({ "alg": "HS256", "typ": "JWT" });
    let unsigned = alice.own_token().rsplit_once('.').expect("a signature").0;
    let expired = json!({ "sub": "alice", "exp": 1, "sid": said["sid"] });
    let share = json!({ "folder": "f", "filename": "a", "type": "file", "owner": "alice", "exp": said["exp"] });
    for (what, text) in [
        ("no signature", format!("{unsigned}.")),
        ("no algorithm", forged(&json!({ "alg": "none", "typ": "JWT" }), &said, b"")),
        ("no algorithm and no signature", {
            let forged = forged(&json!({ "alg": "none", "typ": "JWT" }), &said, b"");
            format!("{}.", forged.rsplit_once('.').expect("a signature").0)
        }),
        ("another algorithm", forged(&json!({ "alg": "HS512", "typ": "JWT" }), &said, b"")),
        ("another key", forged(&usual, &said, b"your_jwt_secret")),
        ("no key", forged(&usual, &said, b"")),
        ("expired", forged(&usual, &expired, b"your_jwt_secret")),
        ("a share's", forged(&usual, &share, b"your_jwt_secret")),
        ("half of one", alice.own_token()[..40].to_owned()),
        ("more than one", format!("{}x", alice.own_token())),
        ("nonsense", "a.b.c".to_owned()),
    ] {
        let answer = nobody.with_token(&text).get("/me").await.is(401);
        assert_eq!(answer.header("www-authenticate"), "Bearer", "{what}");
        refuses(answer, 401, INVALID);
    }
    // The scheme's letters do not matter.
    nobody.with(&format!("bearer {}", alice.own_token())).get("/me").await.is(200);
    server.finish().await;
}

/// The original took the local time for UTC: west of Greenwich every token was expired at birth, east of it they lived for hours.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_local_time_does_not_matter() {
    for zone in ["Etc/GMT+12", "Pacific/Kiritimati", "XXX12", "XXX-14"] {
        let folder = tempfile::tempdir().expect("a folder");
        let process = Process::start(folder.path(), &[("TZ", zone)]);
        let program = Program::new(process.origin());
        program.register("alice", PASSWORD).await.is(200);
        let text = token(&program.token("alice", PASSWORD).await.is(200));
        let left = payload(&text)["exp"].as_i64().expect("seconds") - OffsetDateTime::now_utc().unix_timestamp();
        assert!((3590..=3600).contains(&left), "{zone}: {left}");
        program.with_token(&text).get("/me").await.is(200);
        process.stop();
    }
}
