//! The disk tier: what can be read back, what cannot, and what remains on the disk.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

const SIZE: u64 = 100 << 20;

fn key(file: i64) -> PieceKey {
    PieceKey { file, size: SIZE, offset: 3 * MAX_PIECE, limit: MAX_PIECE as u32 }
}

/// The single piece of a file of 300 bytes.
fn short(file: i64) -> PieceKey {
    PieceKey { file, size: 300, offset: 0, limit: 64 * 1024 }
}

fn bytes(key: PieceKey) -> Bytes {
    (0..key.expected() as u64).map(|at| ((at + key.file as u64) % 251) as u8).collect()
}

fn slots(count: u64) -> Slots {
    let plenty = || Ok(Room { size: 1 << 40, free: 1 << 40 });
    Slots::open(&std::env::temp_dir(), count * SLOT_BYTES, Box::new(plenty)).expect("a file")
}

impl Disk {
    /// Waits until all queued pieces are written.
    pub(in crate::cache) fn flush(&self) {
        let (done, flushed) = sync_channel(0);
        self.queue.send(Job::Flush(done)).expect("the thread runs");
        flushed.recv().expect("the thread runs");
    }

    /// Overwrites all slots with zeros.
    pub(in crate::cache) fn overwrite_with_zeros(&self) {
        let length = self.slots.file.metadata().expect("known").len();
        self.slots.file.set_len(0).and_then(|()| self.slots.file.set_len(length)).expect("writable");
    }
}

#[tokio::test]
async fn a_written_piece_can_be_read() {
    let disk = Disk::open(&std::env::temp_dir(), 4 * SLOT_BYTES).expect("a file");
    for key in [key(1), short(2)] {
        assert_eq!(disk.get(key).await, None);
        disk.put(key, bytes(key));
        disk.flush();
        assert_eq!(disk.get(key).await, Some(bytes(key)));
    }
    for other in [key(3), PieceKey { offset: 0, ..key(1) }, PieceKey { size: SIZE + 1, ..key(1) }] {
        assert_eq!(disk.get(other).await, None, "{other:?}");
    }
}

#[test]
fn a_piece_of_the_wrong_length_is_not_written() {
    let slots = slots(2);
    slots.write(key(1), &bytes(key(1))[1..]);
    slots.write(PieceKey { limit: 2 * MAX_PIECE as u32, ..key(1) }, &vec![0; 2 * MAX_PIECE as usize]);
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
fn a_piece_can_be_decrypted_only_with_its_key_in_its_slot() {
    let (cipher_key, key) = (CipherKey::random().expect("random"), short(1));
    let (nonce, sealed) = cipher_key.seal(key, 7, &bytes(key)).expect("random");
    let sealed = [nonce.as_slice(), &sealed].concat();
    assert_eq!(cipher_key.open(key, 7, &sealed).as_deref(), Some(&*bytes(key)));
    assert_eq!(cipher_key.open(key, 6, &sealed), None);
    assert_eq!(cipher_key.open(short(2), 7, &sealed), None);
    assert_eq!(cipher_key.open(PieceKey { limit: 128 * 1024, ..key }, 7, &sealed), None);
    assert_eq!(CipherKey::random().expect("random").open(key, 7, &sealed), None);
}

#[test]
fn a_slot_that_is_reused_during_a_read_is_a_miss() {
    let slots = slots(1);
    slots.write(short(1), &bytes(short(1)));
    let slot = slots.index().touch(short(1)).expect("in the index");
    slots.write(short(2), &bytes(short(2)));
    let mut sealed = vec![0; NONCE_BYTES + 300 + TAG_BYTES];
    slots.file.read_exact_at(&mut sealed, u64::from(slot) * SLOT_BYTES).expect("readable");
    assert_eq!(slots.key.open(short(1), slot, &sealed), None);
    slots.index().remove(short(1), slot);
    assert_eq!(slots.read(short(2)), Some(bytes(short(2))), "the new piece stays");
}

#[test]
fn pieces_are_encrypted() {
    let slots = slots(1);
    let text = Bytes::from(b"a secret ".repeat(40)[..300].to_vec());
    slots.write(short(1), &text);
    let mut raw = vec![0; SLOT_BYTES as usize];
    slots.file.read_exact_at(&mut raw, 0).expect("readable");
    assert!(!raw.windows(8).any(|window| window == b"a secret"));
}

#[test]
fn the_file_has_no_name_and_a_fixed_length_and_is_closed_on_drop() {
    let folder = tempfile::tempdir().expect("a folder");
    let disk = Disk::open(folder.path(), 3 * SLOT_BYTES + SLOT_BYTES / 2).expect("a file");
    for file in 0..9 {
        disk.put(key(file), bytes(key(file)));
        disk.flush();
    }
    assert_eq!(folder.path().read_dir().expect("readable").count(), 0);
    assert_eq!(disk.slots.file.metadata().expect("known").len(), 3 * SLOT_BYTES);
    let slots = Arc::downgrade(&disk.slots);
    drop(disk);
    let begun = Instant::now();
    while slots.strong_count() > 0 {
        assert!(begun.elapsed() < Duration::from_secs(10), "the thread ends and closes the file");
        std::thread::yield_now();
    }
}

#[test]
fn a_disk_without_slots_caches_nothing() {
    let slots = slots(0);
    slots.write(short(1), &bytes(short(1)));
    assert_eq!(slots.read(short(1)), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_most_recently_used_pieces_are_cached(
        count in 0usize..6,
        uses in prop::collection::vec((0i64..10, any::<bool>()), 1..200),
    ) {
        let slots = slots(count as u64);
        let mut model: Vec<i64> = Vec::new();
        for (file, put) in uses {
            let position = model.iter().position(|cached| *cached == file);
            if put {
                slots.write(short(file), &bytes(short(file)));
            } else {
                prop_assert_eq!(slots.read(short(file)), position.map(|_| bytes(short(file))));
            }
            if let Some(position) = position {
                model.remove(position);
            }
            if put || position.is_some() {
                model.push(file);
            }
            if model.len() > count {
                model.remove(0);
            }
            let index = slots.index();
            prop_assert!(index.entries.len() == model.len() && index.by_last_use.len() == model.len());
            prop_assert_eq!(index.free.len(), count - model.len());
            drop(index);
            prop_assert_eq!(slots.file.metadata().expect("known").len(), count as u64 * SLOT_BYTES);
        }
    }
}

#[test]
fn room_is_left_on_the_disk() {
    let free = Arc::new(std::sync::atomic::AtomicU64::new((1 << 30) + 200 * SLOT_BYTES));
    let room = free.clone();
    let lookup = move || Ok(Room { size: 2 << 30, free: room.load(Ordering::Relaxed) });
    let slots = Slots::open(&std::env::temp_dir(), 1 << 40, Box::new(lookup)).expect("a file");
    assert_eq!(slots.index().free.len(), 200, "no more than there is to spare");
    for number in 1..=80 {
        slots.write(key(number), &bytes(key(number)));
    }
    assert!(slots.read(key(1)).is_some());
    free.store(1 << 30, Ordering::Relaxed);
    for number in 81..=130 {
        slots.write(key(number), &bytes(key(number)));
    }
    assert!(slots.read(key(1)).is_none(), "it is off");
    assert_eq!(slots.file.metadata().expect("known").len(), 0, "and has given its room back");
}

#[test]
fn a_failed_write_turns_the_disk_off() {
    let path = std::env::temp_dir();
    let mut slots = slots(4);
    slots.write(key(1), &bytes(key(1)));
    // A folder that was opened to be read cannot be written.
    slots.file = File::open(path).expect("a folder");
    slots.write(key(2), &bytes(key(2)));
    assert!(slots.is_off.load(Ordering::Relaxed));
    assert!(slots.read(key(1)).is_none() && slots.read(key(2)).is_none());
}
