//! Login storms: whoever tries many passwords at once gets refusals in bounded time and memory, and others get in meanwhile.

use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;

use super::client::{PASSWORD, Program, detail};
use crate::harness::{Answer, Program as Process, send};

const MIB: u64 = 1 << 20;
/// What one run of Argon2 takes.
const RUN: u64 = 19 * MIB;

fn asks_to_wait(answer: &Answer) -> bool {
    if answer.status != 429 {
        return false;
    }
    assert!(detail(answer).as_str().expect("a sentence").starts_with("Too many requests. Please wait "));
    assert_eq!(answer.json()["retry_after"].to_string(), answer.header("retry-after"));
    true
}

/// A call as a trusted proxy hands it on.
async fn token_from(program: &Program, address: &str, name: &str, password: &str) -> Answer {
    let call = program.call(Method::POST, "/token").header("x-forwarded-for", address.to_owned());
    let form = "application/x-www-form-urlencoded";
    send(call.header("content-type", form).body(format!("username={name}&password={password}"))).await
}

/// A server on the embedded sandbox behind a proxy, with limits, and one user.
async fn process(folder: &std::path::Path) -> (Process, Program) {
    let process = Process::start(folder, &[("SIGN_IN_LIMITS", "on"), ("TRUSTED_PROXIES", "127.0.0.1")]);
    let program = Program::new(process.origin());
    program.register("alice", PASSWORD).await.is(200);
    let alice = program.signed_in("alice", PASSWORD).await;
    (process, alice)
}

/// From one address: the queue that all share is not filled, so others are not even asked to wait.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_storm_from_one_address_keeps_nobody_else_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let (process, alice) = process(folder.path()).await;
    let memory = process.highest_memory();
    let storm = tokio::spawn({
        let alice = alice.clone();
        async move {
            let names: Vec<_> = (0..300).map(|number| format!("user{number}")).collect();
            join_all(names.iter().map(|name| token_from(&alice, "203.0.113.1", name, "wrong"))).await
        }
    });
    let (mut slowest, mut signed_in) = (Duration::ZERO, 0);
    while !storm.is_finished() || signed_in < 5 {
        let start = Instant::now();
        token_from(&alice, "198.51.100.7", "alice", PASSWORD).await.is(200);
        alice.get("/me").await.is(200);
        slowest = slowest.max(start.elapsed());
        signed_in += 1;
    }
    let answers = storm.await.expect("no panic");
    let waiting = answers.iter().filter(|answer| asks_to_wait(answer)).count();
    let refused = answers.iter().filter(|answer| answer.status == 401).count();
    assert!(refused > 0 && refused <= 20 && refused + waiting == 300, "{refused} refused, {waiting} to wait");
    assert!(slowest < Duration::from_secs(10), "{slowest:?} to sign in beside the storm");
    let more = process.highest_memory() - memory;
    let bound = available_parallelism().expect("a number").get() as u64 * RUN + 64 * MIB;
    assert!(more <= bound, "{} MiB more", more / MIB);
    process.stop();
}

/// From everywhere, with names and app passwords, right ones among them: each answer comes, and trying again as asked gets in.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_storm_from_everywhere_passes() {
    let folder = tempfile::tempdir().expect("a folder");
    let (process, alice) = process(folder.path()).await;
    let made = alice.post("/app-passwords", json!({ "name": "laptop" })).await.is(200).json();
    let laptop = alice.with_app_password("alice", made["password"].as_str().expect("it is shown"));
    let memory = process.highest_memory();
    let storm = tokio::spawn({
        let alice = alice.clone();
        async move {
            let attempts = (0..300).map(|number| {
                let alice = alice.clone();
                async move {
                    let address = format!("203.0.{}.{}", number / 250, number % 250);
                    token_from(&alice, &address, &format!("user{number}"), "wrong").await
                }
            });
            let basic = alice.with_app_password("alice", "hga_wrong");
            let basics = (0..100).map(|_| basic.get("/me"));
            futures_util::future::join(join_all(attempts), join_all(basics)).await
        }
    });
    let start = Instant::now();
    let mut tries = 0;
    while asks_to_wait(&token_from(&alice, "198.51.100.7", "alice", PASSWORD).await) {
        tries += 1;
        // App passwords take no work: they go through at any time.
        laptop.get("/me").await.is(200);
        assert!(start.elapsed() < Duration::from_secs(60), "{tries} tries");
    }
    token_from(&alice, "198.51.100.7", "alice", PASSWORD).await;
    let (tokens, basics) = storm.await.expect("no panic");
    for answer in tokens.iter().chain(&basics) {
        assert!(answer.status == 401 || asks_to_wait(answer), "{}: {}", answer.asked, answer.status);
    }
    let more = process.highest_memory() - memory;
    let bound = available_parallelism().expect("a number").get() as u64 * RUN + 64 * MIB;
    assert!(more <= bound, "{} MiB more", more / MIB);
    token_from(&alice, "198.51.100.7", "alice", PASSWORD).await.is(200);
    process.stop();
}
