//! The disk tier: what opens, what doesn't, and what is left behind.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

const SIZE: u64 = 100 << 20;

fn key(file: i64) -> ChunkKey {
    ChunkKey { file, size: SIZE, offset: 3 * LARGEST, limit: LARGEST as u32 }
}

/// A file so short that its one piece is, too.
fn short(file: i64) -> ChunkKey {
    ChunkKey { file, size: 300, offset: 0, limit: 64 * 1024 }
}

fn bytes(key: ChunkKey) -> Bytes {
    (0..key.expected() as u64).map(|at| ((at + key.file as u64) % 251) as u8).collect()
}

fn slots(count: u64) -> Slots {
    Slots::open(&std::env::temp_dir(), count * SLOT_BYTES).expect("a file")
}

impl Disk {
    /// Waits until all that was put is written.
    pub(in crate::cache) fn settle(&self) {
        let (done, settled) = sync_channel(0);
        self.queue.send(Job::Settle(done)).expect("the thread is there");
        settled.recv().expect("the thread goes on");
    }

    /// Overwrites all slots with zeros.
    pub(in crate::cache) fn spoil(&self) {
        let length = self.slots.file.metadata().expect("known").len();
        self.slots.file.set_len(0).and_then(|()| self.slots.file.set_len(length)).expect("writable");
    }
}

#[tokio::test]
async fn what_was_put_is_got() {
    let disk = Disk::open(&std::env::temp_dir(), 4 * SLOT_BYTES).expect("a file");
    for key in [key(1), short(2)] {
        assert_eq!(disk.get(key).await, None);
        disk.put(key, bytes(key));
        disk.settle();
        assert_eq!(disk.get(key).await, Some(bytes(key)));
    }
    for other in [key(3), ChunkKey { offset: 0, ..key(1) }, ChunkKey { size: SIZE + 1, ..key(1) }] {
        assert_eq!(disk.get(other).await, None, "{other:?}");
    }
}

#[test]
fn what_has_not_the_right_length_is_not_kept() {
    let slots = slots(2);
    slots.write(key(1), &bytes(key(1))[1..]);
    slots.write(ChunkKey { limit: 2 * LARGEST as u32, ..key(1) }, &vec![0; 2 * LARGEST as usize]);
    assert_eq!(slots.index().free.len(), 2);
}

#[test]
fn an_altered_byte_is_a_miss_and_frees_the_slot() {
    for at in [0, NONCE_BYTES as u64, NONCE_BYTES as u64 + 299, NONCE_BYTES as u64 + 300] {
        let slots = slots(1);
        slots.write(short(1), &bytes(short(1)));
        let mut byte = [0];
        slots.file.read_exact_at(&mut byte, at).expect("readable");
        slots.file.write_all_at(&[byte[0] ^ 1], at).expect("writable");
        assert_eq!(slots.read(short(1)), None, "byte {at}");
        assert_eq!(slots.index().free, [0]);
        slots.write(short(1), &bytes(short(1)));
        assert_eq!(slots.read(short(1)), Some(bytes(short(1))));
    }
}

#[test]
fn a_slot_opens_at_its_place_as_its_piece_under_its_key() {
    let (sealer, key) = (Key::random().expect("random"), short(1));
    let (nonce, sealed) = sealer.seal(key, 7, &bytes(key)).expect("random");
    let sealed = [nonce.as_slice(), &sealed].concat();
    assert_eq!(sealer.open(key, 7, &sealed).as_deref(), Some(&*bytes(key)));
    assert_eq!(sealer.open(key, 6, &sealed), None);
    assert_eq!(sealer.open(short(2), 7, &sealed), None);
    assert_eq!(sealer.open(ChunkKey { limit: 128 * 1024, ..key }, 7, &sealed), None);
    assert_eq!(Key::random().expect("random").open(key, 7, &sealed), None);
}

#[test]
fn a_slot_that_was_given_away_while_it_was_read_is_a_miss() {
    let slots = slots(1);
    slots.write(short(1), &bytes(short(1)));
    let slot = slots.index().touch(short(1)).expect("it is there");
    slots.write(short(2), &bytes(short(2)));
    let mut sealed = vec![0; NONCE_BYTES + 300 + TAG_BYTES];
    slots.file.read_exact_at(&mut sealed, u64::from(slot) * SLOT_BYTES).expect("readable");
    assert_eq!(slots.cipher.open(short(1), slot, &sealed), None);
    slots.index().forget(short(1), slot);
    assert_eq!(slots.read(short(2)), Some(bytes(short(2))), "the new piece stays");
}

#[test]
fn nothing_is_in_the_clear() {
    let slots = slots(1);
    let text = Bytes::from(b"a secret ".repeat(40)[..300].to_vec());
    slots.write(short(1), &text);
    let mut raw = vec![0; SLOT_BYTES as usize];
    slots.file.read_exact_at(&mut raw, 0).expect("readable");
    assert!(!raw.windows(8).any(|window| window == b"a secret"));
}

#[test]
fn the_file_has_no_name_its_length_is_fixed_and_dropping_it_frees_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let disk = Disk::open(folder.path(), 3 * SLOT_BYTES + SLOT_BYTES / 2).expect("a file");
    for file in 0..9 {
        disk.put(key(file), bytes(key(file)));
        disk.settle();
    }
    assert_eq!(folder.path().read_dir().expect("readable").count(), 0);
    assert_eq!(disk.slots.file.metadata().expect("known").len(), 3 * SLOT_BYTES);
    let slots = Arc::downgrade(&disk.slots);
    drop(disk);
    let begun = Instant::now();
    while slots.strong_count() > 0 {
        assert!(begun.elapsed() < Duration::from_secs(10), "the thread ends and lets go of the file");
        std::thread::yield_now();
    }
}

#[test]
fn no_room_is_no_error() {
    let slots = slots(0);
    slots.write(short(1), &bytes(short(1)));
    assert_eq!(slots.read(short(1)), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn it_keeps_exactly_what_was_used_last(
        count in 0usize..6,
        uses in prop::collection::vec((0i64..10, any::<bool>()), 1..200),
    ) {
        let slots = slots(count as u64);
        let mut model: Vec<i64> = Vec::new();
        for (file, put) in uses {
            let there = model.iter().position(|held| *held == file);
            if put {
                slots.write(short(file), &bytes(short(file)));
            } else {
                prop_assert_eq!(slots.read(short(file)), there.map(|_| bytes(short(file))));
            }
            if let Some(at) = there {
                model.remove(at);
            }
            if put || there.is_some() {
                model.push(file);
            }
            if model.len() > count {
                model.remove(0);
            }
            let index = slots.index();
            prop_assert!(index.held.len() == model.len() && index.by_age.len() == model.len());
            prop_assert_eq!(index.free.len(), count - model.len());
            drop(index);
            prop_assert_eq!(slots.file.metadata().expect("known").len(), count as u64 * SLOT_BYTES);
        }
    }
}
