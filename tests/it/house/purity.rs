//! `src/stream/` computes: it starts no task and no thread, opens nothing, keeps no state beside its values, and reads no clock but tokio's, which
//! tests can pause.

use super::dependencies::declared;
use super::graph::SERVER;

/// All that it may name of other crates.
const ALLOWED: &[&str] = &[
    "futures_util",
    "std::cmp",
    "std::collections",
    "std::error",
    "std::fmt",
    "std::future",
    "std::hash",
    "std::iter",
    "std::mem",
    "std::num",
    "std::ops",
    "std::pin",
    "std::sync::Arc",
    "std::sync::atomic",
    "std::sync::Mutex",
    "std::sync::MutexGuard",
    "std::sync::PoisonError",
    "std::sync::Weak",
    "std::task",
    "std::time::Duration",
    "std::time::Instant",
    "thiserror",
    "tokio::sync::Notify",
    "tokio::sync::oneshot",
    "tokio::sync::watch",
    "tokio::time",
    "tokio_util::bytes",
];

/// What is left out of that.
const REFUSED: &[&str] = &["std::time::Instant::now"];

#[test]
fn streaming_is_pure() {
    let crates: Vec<_> = declared(&["Cargo.toml"]).into_iter().map(|name| name.replace('-', "_")).collect();
    let is_crate = |word: &str| matches!(word, "std" | "core" | "alloc") || crates.iter().any(|name| name == word);
    let is_stream = |file: &str| file.starts_with("src/stream/");
    let mut complaints = Vec::new();
    let is_below = |path: &str, above: &str| path == above || path.starts_with(&format!("{above}::"));
    for named in SERVER.outside.iter().filter(|named| is_stream(&named.file) && is_crate(&named.path[0])) {
        let path = named.path.join("::");
        let is_allowed = ALLOWED.iter().any(|allowed| is_below(&path, allowed));
        if !is_allowed || REFUSED.iter().any(|refused| is_below(&path, refused)) {
            complaints.push(format!("{}:{} names {path}", named.file, named.line));
        }
    }
    // An `Instant` that was handed in is asked for its distance to another: by itself it reads the clock.
    let reads_clock = SERVER.calls.iter().filter(|(method, place)| method == "elapsed" && is_stream(place));
    complaints.extend(reads_clock.map(|(_, place)| format!("{place} calls .elapsed()")));
    complaints.extend(SERVER.statics.iter().filter(|place| is_stream(place)).map(|place| format!("{place} is static")));
    for (user, used) in SERVER.uses.keys().filter(|(user, used)| is_stream(user) && !is_stream(used)) {
        complaints.push(SERVER.told(user, used));
    }
    assert!(complaints.is_empty(), "src/stream is not pure: {complaints:#?}");
}
