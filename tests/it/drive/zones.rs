//! Wherever the server's clock says it is: tokens, shares, lists, the audit and searches go by UTC.

use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use super::client::{PASSWORD, Program, payload, refuses};
use super::shares::share;
use super::stored::{self, names, upload};
use crate::harness::Program as Process;

/// Fourteen hours ahead, and three and a half behind; the original's tokens had expired at birth in the latter.
const ZONES: [&str; 3] = ["Pacific/Kiritimati", "America/St_Johns", "<-12>12"];

/// A moment of an answer, which is UTC with or without saying so.
fn moment(value: &Value) -> OffsetDateTime {
    let text = value.as_str().expect("a moment");
    let text = if text.ends_with('Z') { text.to_owned() } else { format!("{text}Z") };
    OffsetDateTime::parse(&text, &Rfc3339).expect("a moment of RFC 3339")
}

fn is_about(value: &Value, expected: OffsetDateTime) {
    let off = (moment(value) - expected).abs();
    assert!(off < Duration::minutes(3), "{value} is not about {expected}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_goes_by_utc() {
    for zone in ZONES {
        let folder = tempfile::tempdir().expect("a folder");
        let process = Process::start(folder.path(), &[("TZ", zone)]);
        let alice = Program::new(process.origin());
        alice.register("alice", PASSWORD).await.is(200);
        let alice = alice.signed_in("alice", PASSWORD).await;
        let now = OffsetDateTime::now_utc();
        let expires = payload(alice.own_token())["exp"].as_i64().expect("seconds");
        assert!((expires - now.unix_timestamp() - 3600).abs() < 180, "{zone}: {expires}");
        is_about(&alice.get("/me").await.is(200).json()["created_at"], now);
        let session = alice.get("/sessions").await.is(200).json()[0].clone();
        is_about(&session["created_at"], now);
        is_about(&session["expires_at"], now + Duration::HOUR);

        stored::sign_storage_in(&alice).await;
        let file = upload(&alice, "f", "a.txt", b"a").await.is(200).json();
        is_about(&file["uploaded_at"], now);
        is_about(&alice.get("/folders/").await.is(200).json()[0]["created_at"], now);
        let versions = alice.get("/folders/f/files/a.txt/versions").await.is(200).json();
        is_about(&versions[0]["created_at"], now);
        let download = alice.get("/folders/f/files/a.txt/download").await.is(200);
        let modified = download.header("last-modified").to_owned();
        assert!(modified.ends_with(" GMT"), "{modified}");
        let hour = format!(" {:02}:", moment(&file["uploaded_at"]).hour());
        assert!(modified.contains(&hour), "{modified} and {hour}");

        let link = share(&alice, "/folders/f/files/a.txt", json!({ "expires_in": 1 })).await;
        Program::new(process.origin()).get(&link).await.is(200);
        let shared = alice.get("/shares/").await.is(200).json()[0].clone();
        is_about(&shared["created_at"], now);
        is_about(&shared["expires_at"], now + Duration::MINUTE);
        let link = share(&alice, "/folders/f/files/a.txt", json!({ "expires_in": 0 })).await;
        refuses(Program::new(process.origin()).get(&link).await, 401, "Share token expired");
        for entry in alice.get("/audit/").await.is(200).json().as_array().expect("a list") {
            is_about(&entry["at"], now);
        }

        // Days are those of UTC, and offsets are understood.
        let sent = moment(&file["uploaded_at"]);
        let (second, day) = (file["uploaded_at"].as_str().expect("a moment"), sent.date().to_string());
        let next = (sent.date() + Duration::DAY).to_string();
        let elsewhere = sent.to_offset(time::UtcOffset::from_hms(14, 0, 0).expect("an offset"));
        let elsewhere = elsewhere.format(&Rfc3339).expect("a moment").replace('+', "%2B");
        for (query, is_found) in [
            (format!("from={day}&to={day}"), true),
            (format!("from={second}&to={second}"), true),
            (format!("from={elsewhere}&to={elsewhere}"), true),
            (format!("from={next}"), false),
            (format!("to={}", (sent.date() - Duration::DAY)), false),
        ] {
            let found = alice.get(&format!("/search?{query}")).await.is(200).json();
            assert_eq!(names(&found["files"], "filename").len(), usize::from(is_found), "{zone}: {query}");
        }
        alice.delete("/folders/f/files/a.txt").await.is(200);
        let trashed = alice.get("/trash/").await.is(200).json()[0].clone();
        is_about(&trashed["deleted_at"], now);
        is_about(&trashed["expires_at"], now + Duration::days(30));
        process.stop();
    }
}
