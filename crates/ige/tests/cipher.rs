//! AES-256-IGE in lanes, with each way to compute it that this machine has.

use grammers_crypto::aes;
use ige::backend::Cipher;
use ige::{KeyIv, LANES, Lane, LengthError};
use proptest::prelude::*;

/// A lane by itself: its key, its initialisation vector, its bytes, and where in a buffer they begin.
type Alone = ([u8; 32], [u8; 32], Vec<u8>, usize);

/// What OpenSSL 3.0 (`AES_ige_encrypt`) gives for a key of the bytes 0 to 31 and a vector of the bytes 32 to 63.
const OPENSSL: [(&[u8; 64], &str); 2] = [
    (
        &[0; 64],
        "5197a15d7aba262b24f8c3a8897f9eeb0f6eac919d8c733bee8593bf182cf16c\
         400846286802641ffbad18af2cc8d7add0643e7c8f6a4071c0b927a122c8f3d5",
    ),
    (
        b"AES-256-IGE as OpenSSL's libcrypto encrypts it: four blocks long",
        "1ce6d2add1a31805247bb485d8ea687176469d0a8a8602798b62b79f1d6ec650\
         7ee12ccf18a0465fea47b661b03badebb14a149ed50d9c6ae044039f5fd1802a",
    ),
];

/// The beginning of `encrypted_answer` in <https://core.telegram.org/mtproto/samples-auth_key>: its key, its vector, itself, and what it
/// says, a SHA-1 and `server_DH_inner_data`.
const TELEGRAM: [&str; 4] = [
    "f011280887c7bb01df0fc4e17830e0b91fbb8be4b2267cb985ae25f33b527253",
    "3212d579ee35452ed23e0d0c92841aa7d31b2e9bdef2151e80d15860311c85db",
    "28a92fe20173b347a8bb324b5fab2667c9a8bbce6468d5b509a4cbddc186240a\
     c912cf7006af8926de606a2e74c0493caa57741e6c82451f54d3e068f5ccc49b",
    "4b0af668cf60a358233f93b7341fca7e7f02a8c2ba0d89b53e0549828cca27e9\
     66b301a48fece2fca5cf4d33f4a11ea877ba4aa57390733002000000fe000100",
];

fn backends() -> impl Iterator<Item = Cipher> {
    // Miri knows the instructions that are used here, but not all of those that the crate `aes` uses where they are compiled in.
    Cipher::available().filter(|backend| !cfg!(all(miri, target_feature = "aes")) || backend.name() != "portable")
}

fn bytes(hex: &str) -> Vec<u8> {
    let digit = |digit: u8| char::from(digit).to_digit(16).expect("a digit") as u8;
    hex.as_bytes().as_chunks().0.iter().map(|&[high, low]| digit(high) << 4 | digit(low)).collect()
}

fn array(hex: &str) -> [u8; 32] {
    bytes(hex).try_into().expect("32 bytes")
}

/// Calls `work` with these lanes, and returns what becomes of their bytes. Around each lane nothing may change.
fn in_lanes(alone: &[Alone], work: impl FnOnce(&mut [Lane<'_>])) -> Vec<Vec<u8>> {
    const AROUND: u8 = 0xa5;
    let keys: Vec<_> = alone.iter().map(|(key, iv, ..)| KeyIv::new(*key, *iv)).collect();
    let around = |offset: usize, bytes: &[u8]| [&vec![AROUND; offset][..], bytes, &[AROUND; 16]].concat();
    let mut buffers: Vec<_> = alone.iter().map(|(.., bytes, offset)| around(*offset, bytes)).collect();
    let lanes = buffers.iter_mut().zip(alone).zip(&keys);
    let mut lanes: Vec<_> = lanes
        .map(|((buffer, (.., bytes, offset)), key)| {
            Lane::new(key, &mut buffer[*offset..offset + bytes.len()]).expect("whole blocks")
        })
        .collect();
    work(&mut lanes);
    let results = buffers.iter().zip(alone);
    results
        .map(|(buffer, (.., bytes, offset))| {
            let result = &buffer[*offset..offset + bytes.len()];
            assert_eq!(*buffer, around(*offset, result), "bytes around a lane");
            result.to_vec()
        })
        .collect()
}

fn by_grammers(alone: &[Alone], work: fn(&mut [u8], &[u8; 32], &[u8; 32])) -> Vec<Vec<u8>> {
    let one = |(key, iv, bytes, _): &Alone| {
        let mut bytes = bytes.clone();
        work(&mut bytes, key, iv);
        bytes
    };
    alone.iter().map(one).collect()
}

fn agrees_with_grammers(alone: &[Alone]) {
    let encrypted = by_grammers(alone, aes::ige_encrypt);
    let decrypted = by_grammers(alone, aes::ige_decrypt);
    for backend in backends() {
        let lengths = || alone.iter().map(|(.., bytes, _)| bytes.len()).collect::<Vec<_>>();
        let found = in_lanes(alone, |lanes| backend.encrypt(lanes));
        assert!(found == encrypted, "{} encrypts {:?} differently", backend.name(), lengths());
        let found = in_lanes(alone, |lanes| backend.decrypt(lanes));
        assert!(found == decrypted, "{} decrypts {:?} differently", backend.name(), lengths());
    }
    assert!(in_lanes(alone, ige::encrypt) == encrypted, "the best one encrypts differently");
    assert!(in_lanes(alone, ige::decrypt) == decrypted, "the best one decrypts differently");
}

/// Bytes that differ from lane to lane and from block to block.
fn alone(lane: usize, blocks: usize) -> Alone {
    let ramp = |from: usize| move |index: usize| ((from + index) * 31 % 251) as u8;
    let (key, iv) = (std::array::from_fn(ramp(lane)), std::array::from_fn(ramp(lane + 100)));
    (key, iv, (0..blocks * 16).map(ramp(lane * 7)).collect(), lane % 16)
}

#[test]
fn known_vectors() {
    let (key, iv) = (std::array::from_fn(|index| index as u8), std::array::from_fn(|index| 32 + index as u8));
    let [telegram_key, telegram_iv, telegram_encrypted, telegram_plain] = TELEGRAM;
    let openssl = OPENSSL.map(|(plain, encrypted)| (key, iv, plain.to_vec(), bytes(encrypted)));
    let telegram = (array(telegram_key), array(telegram_iv), bytes(telegram_plain), bytes(telegram_encrypted));
    for (key, iv, plain, encrypted) in openssl.into_iter().chain([telegram]) {
        for backend in backends() {
            for lanes in if cfg!(miri) { 2..=2 } else { 1..=LANES } {
                let (plain_lanes, encrypted_lanes) =
                    (vec![(key, iv, plain.clone(), 0); lanes], vec![(key, iv, encrypted.clone(), 0); lanes]);
                let found = in_lanes(&plain_lanes, |lanes| backend.encrypt(lanes));
                assert!(found.iter().all(|found| *found == encrypted), "{}, {lanes} lanes", backend.name());
                let found = in_lanes(&encrypted_lanes, |lanes| backend.decrypt(lanes));
                assert!(found.iter().all(|found| *found == plain), "{}, {lanes} lanes", backend.name());
            }
        }
    }
}

#[test]
fn each_number_of_lanes_of_the_same_length() {
    let (numbers, lengths): (_, &[_]) = if cfg!(miri) { (8..=9, &[2]) } else { (0..=2 * LANES + 1, &[0, 1, 2, 5]) };
    for lanes in numbers {
        for &blocks in lengths {
            agrees_with_grammers(&(0..lanes).map(|lane| alone(lane, blocks)).collect::<Vec<_>>());
        }
    }
}

#[test]
fn lanes_that_end_one_after_the_other() {
    for lanes in if cfg!(miri) { 3..=3 } else { 1..=LANES + 1 } {
        agrees_with_grammers(&(0..lanes).map(|lane| alone(lane, lane)).collect::<Vec<_>>());
        agrees_with_grammers(&(0..lanes).map(|lane| alone(lane, lanes - lane)).collect::<Vec<_>>());
    }
}

#[test]
fn a_part_of_a_block_is_refused() {
    let key = KeyIv::new([1; 32], [2; 32]);
    for length in 0..70 {
        let refused = Lane::new(&key, &mut vec![0; length]).err();
        assert_eq!(refused, (length % 16 != 0).then_some(LengthError), "{length} bytes");
    }
    assert_eq!(LengthError.to_string(), "the length is not a multiple of 16 bytes");
}

fn blocks() -> impl Strategy<Value = usize> {
    let longest: usize = if cfg!(miri) { 5 } else { 500 };
    prop_oneof![0..4_usize, 0..longest.min(40), 0..longest]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if cfg!(miri) { 2 } else { ProptestConfig::default().cases },
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_lanes_agree_with_grammers(
        alone in prop::collection::vec(
            (any::<[u8; 32]>(), any::<[u8; 32]>(), blocks(), 0..64_usize, any::<u8>()),
            0..if cfg!(miri) { 4 } else { 20 },
        ),
    ) {
        let alone: Vec<Alone> = alone
            .into_iter()
            .map(|(key, iv, blocks, offset, seed)| {
                let bytes = (0..blocks * 16).map(|index| ((index * 131) >> 3) as u8 ^ seed).collect();
                (key, iv, bytes, offset)
            })
            .collect();
        agrees_with_grammers(&alone);
    }

    #[test]
    fn what_was_encrypted_is_decrypted(lane in 0..100_usize, blocks in prop::collection::vec(blocks(), 0..if cfg!(miri) { 3 } else { 10 })) {
        let lanes: Vec<_> = blocks.iter().enumerate().map(|(index, &blocks)| alone(lane + index, blocks)).collect();
        for encrypting in backends() {
            let encrypted = in_lanes(&lanes, |lanes| encrypting.encrypt(lanes));
            let encrypted: Vec<_> = lanes
                .iter()
                .zip(encrypted)
                .map(|((key, iv, _, offset), bytes)| (*key, *iv, bytes, *offset))
                .collect();
            for decrypting in backends() {
                let decrypted = in_lanes(&encrypted, |lanes| decrypting.decrypt(lanes));
                prop_assert!(decrypted.iter().zip(&lanes).all(|(found, (.., bytes, _))| found == bytes));
            }
        }
    }
}
