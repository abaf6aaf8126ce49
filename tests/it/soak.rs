//! Many readers seek, read and leave at random while everything goes wrong at Telegram; every byte is compared, and nothing is left behind.
//!
//! Every run of the tests has some seconds of it. `make soak` has ten minutes (`SOAK_SECONDS`), and looks at the memory as well. The seed is
//! printed; `SOAK_SEED` runs it again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use reqwest::Method;
use sandbox::{Effect, Fault};

use crate::harness::{Browser, DEMO, TestServer, eventually};

const GET_FILE: &str = "upload.getFile";
const READERS: u64 = 20;
/// An account has 16 streams at most, those that were left a moment ago included.
const ACCOUNTS: usize = 4;
const SIZE: u64 = 8000 << 19;
/// Long enough for memory to have settled.
const LONG: Duration = Duration::from_secs(60);

/// What happened.
#[derive(Debug, Default)]
struct Report {
    requests: AtomicU64,
    bytes: AtomicU64,
    leaves: AtomicU64,
    told_to_wait: AtomicU64,
    broken: AtomicU64,
    faults: AtomicU64,
}

/// Numbers that look random and come again with the same seed (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ mixed >> 31) % bound
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_come_and_go_while_everything_goes_wrong() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let long = Duration::from_secs(number("SOAK_SECONDS").unwrap_or(4));
    let seed = number("SOAK_SEED").unwrap_or_else(|| getrandom::u64().expect("random numbers"));
    println!("a soak of {long:?}, SOAK_SEED={seed}");

    let tasks_before = tasks();
    let server = TestServer::builder().setting("CHUNK_CACHE", "32MiB").start().await;
    let mut browsers = Vec::new();
    for _ in 0..ACCOUNTS {
        browsers.push(server.sign_in(DEMO).await);
    }
    let path = browsers[0].item_named("eight-thousand-parts.bin").await.path();

    let report = Arc::new(Report::default());
    let end = Instant::now() + long;
    let settled = Instant::now() + long / 5;
    let readers: Vec<_> = (0..READERS)
        .map(|reader| {
            let browser = browsers[reader as usize % ACCOUNTS].clone();
            tokio::spawn(read_on(browser, path.clone(), Chance(seed ^ reader), end, report.clone()))
        })
        .collect();
    let memory_settled = upset(&server, Chance(!seed), settled, end, &report).await;
    for reader in readers {
        reader.await.expect("every byte is right");
    }
    server.sandbox().clear_faults();
    println!("{report:?}");
    for browser in &browsers {
        let streams = browser.get("/stream-stats").await.is(200).json();
        let failures = streams.as_array().expect("an array").iter().map(|stream| &stream["failure"]);
        println!("why the last ones broke off: {:?}", failures.filter(|why| !why.is_null()).collect::<Vec<_>>());
    }
    let (requests, broken) = (report.requests.load(Relaxed), report.broken.load(Relaxed));
    assert!(broken * 20 <= requests, "{broken} of {requests} bodies broke off");
    if long >= LONG {
        let (before, after) = (memory_settled, resident());
        println!("memory: {before} KiB once settled, {after} KiB at the end");
        assert!(after * 10 <= before * 11, "memory grew from {before} to {after} KiB");
    }
    drop(browsers);
    server.finish().await;
    eventually("no task is left", async || (tasks() <= tasks_before).then_some(())).await;
}

/// Reads random ranges to their end, or leaves.
async fn read_on(browser: Browser, path: String, mut chance: Chance, end: Instant, report: Arc<Report>) {
    // On a busy machine it takes longer until enough was read.
    while Instant::now() < end || report.requests.load(Relaxed) <= 2 * READERS {
        // A byte, a player's probe, a seek; often near the beginning or the end, where films keep their tables.
        let length = [1, 4096, 200_000, 3 << 20, 6 << 20][chance.below(5) as usize];
        let start = match chance.below(4) {
            0 => chance.below(1 << 20),
            1 => SIZE - length - chance.below(1 << 20),
            _ => chance.below(SIZE - length),
        };
        let leaves_after = (chance.below(3) == 0).then(|| chance.below(length));
        let range = format!("bytes={start}-{}", start + length - 1);
        let mut response = browser.call(Method::GET, &path).header("range", &range).open().await;
        report.requests.fetch_add(1, Relaxed);
        match response.status().as_u16() {
            206 => {}
            429 => {
                report.told_to_wait.fetch_add(1, Relaxed);
                let wait = response.headers()["retry-after"].to_str().expect("text").parse().expect("seconds");
                tokio::time::sleep(Duration::from_secs(wait)).await;
                continue;
            }
            500 | 503 => {
                report.broken.fetch_add(1, Relaxed);
                continue;
            }
            status => panic!("{range} was answered {status}"),
        }
        let mut got = 0;
        let broken = loop {
            match response.chunk().await {
                Ok(Some(chunk)) => {
                    let expected = sandbox::content::ramp(start + got, chunk.len());
                    assert!(chunk == expected, "other bytes at {} of {range}", start + got);
                    got += chunk.len() as u64;
                }
                Ok(None) => break false,
                Err(_) => break true,
            }
            if leaves_after.is_some_and(|most| got >= most) {
                break false;
            }
        };
        report.bytes.fetch_add(got, Relaxed);
        if broken {
            report.broken.fetch_add(1, Relaxed);
        } else if got < length {
            assert!(leaves_after.is_some(), "{range} was quietly {got} bytes long");
            report.leaves.fetch_add(1, Relaxed);
        }
    }
}

/// One trouble after the other, until the end. Gives the memory that the process had when it had settled, in KiB.
async fn upset(server: &TestServer, mut chance: Chance, settled: Instant, end: Instant, report: &Report) -> u64 {
    let mut pace = tokio::time::interval(Duration::from_millis(250));
    let mut memory = None;
    while Instant::now() < end {
        pace.tick().await;
        if memory.is_none() && Instant::now() >= settled {
            memory = Some(resident());
        }
        report.faults.fetch_add(1, Relaxed);
        // One at a time: troubles that wait for calls would otherwise fill every call of a slow moment, and make it last.
        server.sandbox().clear_faults();
        match chance.below(20) {
            0 => server.upset(Fault::error(GET_FILE, "FLOOD_WAIT_1")),
            1 => server.upset(Fault::error(GET_FILE, "FLOOD_PREMIUM_WAIT_1")),
            2..5 => server.upset(Fault::new(GET_FILE, Effect::Short)),
            5..9 => server.upset(Fault::new(GET_FILE, Effect::Drop)),
            9..11 => server.upset(Fault::error(GET_FILE, "INTERNAL")),
            11..15 => server.sandbox().expire_file_references(),
            _ => {}
        }
    }
    memory.unwrap_or_else(resident)
}

fn tasks() -> usize {
    tokio::runtime::Handle::current().metrics().num_alive_tasks()
}

/// Resident memory of this process, in KiB.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("it is told");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}
