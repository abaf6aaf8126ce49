//! The table of `docs/decisions/0013-aes-ige-in-lanes.md`: `cargo bench -p ige`.
//!
//! Seconds a GiB, the best of some runs: what else the machine does only ever makes a run longer. A loop of its own instead of criterion,
//! which takes longer to build than everything else here together, and knows no table.

use std::hint::black_box;
use std::time::{Duration, Instant};

use grammers_crypto::aes;
use ige::{KeyIv, LANES, Lane, backend};
use sha2::{Digest, Sha256};

/// One lane's buffer: a packet with a piece of a file.
const LENGTH: usize = 128 * 1024;
/// What is measured at once.
const AT_ONCE: Duration = Duration::from_millis(2);
const RUNS: usize = 150;

fn main() {
    let mut buffers = [(); LANES].map(|()| vec![7; LENGTH]);
    println!("seconds a GiB, buffers of {} KiB", LENGTH / 1024);
    row("lanes", (1..=LANES).map(|lanes| lanes.to_string()));

    one("grammers-crypto, decrypt", || aes::ige_decrypt(&mut buffers[0], &[1; 32], &[2; 32]));
    one("grammers-crypto, encrypt", || aes::ige_encrypt(&mut buffers[0], &[1; 32], &[2; 32]));
    for backend in backend::Cipher::available() {
        let name = backend.name();
        each_number(&format!("{name}, decrypt"), &mut buffers, |lanes| backend.decrypt(lanes));
        each_number(&format!("{name}, encrypt"), &mut buffers, |lanes| backend.encrypt(lanes));
    }

    one("sha2", || {
        black_box(Sha256::digest(&buffers[0]));
    });
    for backend in backend::Sha256::available() {
        let times = (1..=LANES).map(|lanes| {
            let messages: Vec<_> = buffers[..lanes].iter().map(|buffer| [&[3; 32][..], buffer]).collect();
            let mut digests = [[0; 32]; LANES];
            let time = seconds(lanes * LENGTH, || backend.digest(&messages, &mut digests[..lanes]));
            black_box(digests);
            time
        });
        row(&format!("SHA-256, {}", backend.name()), times.map(told));
        one(&format!("{}, a running message beside its quarters", backend.name()), || {
            let quarters: Vec<_> = buffers[0].chunks(LENGTH / 4).map(|quarter| [quarter]).collect();
            let (mut running, mut digests) = (ige::Sha256::new(), [[0; 32]; 4]);
            backend.update_beside(&mut running, &[&buffers[0]], &quarters, &mut digests);
            black_box((backend.finish(running), digests));
        });
    }
}

fn one(name: &str, work: impl FnMut()) {
    row(name, [told(seconds(LENGTH, work))].into_iter());
}

fn each_number(name: &str, buffers: &mut [Vec<u8>; LANES], work: impl Fn(&mut [Lane<'_>])) {
    let keys: [KeyIv; LANES] = std::array::from_fn(|lane| KeyIv::new([lane as u8; 32], [lane as u8; 32]));
    let times = (1..=LANES).map(|count| {
        seconds(count * LENGTH, || {
            let mut lanes: Vec<_> = buffers[..count]
                .iter_mut()
                .zip(&keys)
                .map(|(buffer, key)| Lane::new(key, buffer).expect("whole blocks"))
                .collect();
            work(&mut lanes);
        })
    });
    row(name, times.map(told));
}

/// Seconds in which the work would be done with a GiB.
fn seconds(bytes: usize, mut work: impl FnMut()) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        let (started, mut times) = (Instant::now(), 0.0);
        while started.elapsed() < AT_ONCE {
            work();
            times += 1.0;
        }
        best = best.min(started.elapsed().as_secs_f64() / times);
    }
    best / bytes as f64 * f64::from(1 << 30)
}

fn told(seconds: f64) -> String {
    format!("{seconds:.3}")
}

fn row(name: &str, cells: impl Iterator<Item = String>) {
    let cells: Vec<_> = cells.map(|cell| format!("{cell:>6}")).collect();
    println!("{name:<26}{}", cells.join(" "));
}
