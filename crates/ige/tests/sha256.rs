//! SHA-256 of several messages, with each way to compute it that this machine has.

use ige::backend;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

/// NIST's examples (FIPS 180-4; <https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values>).
const NIST: [(&str, &str); 4] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ),
    (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1",
    ),
];
const MILLION: &str = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

fn hex(digest: &[u8; 32]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn agrees_with_sha2(messages: &[Vec<&[u8]>]) {
    let expected: Vec<[u8; 32]> = messages.iter().map(|pieces| Sha256::digest(pieces.concat()).into()).collect();
    for backend in backend::Sha256::available() {
        let mut found = vec![[0; 32]; messages.len()];
        backend.digest(messages, &mut found);
        let lengths =
            || messages.iter().map(|pieces| pieces.iter().map(|piece| piece.len()).collect()).collect::<Vec<Vec<_>>>();
        assert!(found == expected, "{} gives something else for {:?}", backend.name(), lengths());
    }
    let mut found = vec![[0; 32]; messages.len()];
    ige::sha256_into(messages, &mut found);
    assert!(found == expected);
}

#[test]
fn nists_examples() {
    let messages: Vec<Vec<&[u8]>> = NIST.iter().map(|(message, _)| vec![message.as_bytes()]).collect();
    for backend in backend::Sha256::available() {
        let mut digests = [[0; 32]; NIST.len()];
        backend.digest(&messages, &mut digests);
        assert_eq!(digests.map(|digest| hex(&digest)), NIST.map(|(_, digest)| digest), "{}", backend.name());
        for (message, (_, expected)) in messages.iter().zip(NIST) {
            backend.digest(&[message], &mut digests[..1]);
            assert_eq!(hex(&digests[0]), expected, "{}", backend.name());
        }
    }
    assert_eq!(hex(&ige::sha256(&[[NIST[1].0.as_bytes()]])[0]), NIST[1].1);
}

#[test]
#[cfg_attr(miri, ignore = "takes Miri hours")]
fn nists_million() {
    let piece = [b'a'; 1000];
    for backend in backend::Sha256::available() {
        let mut digests = [[0; 32]; 3];
        backend.digest(&[[&piece[..]; 1000]; 3], &mut digests);
        assert_eq!(digests.map(|digest| hex(&digest)), [MILLION; 3], "{}", backend.name());
    }
}

#[test]
fn each_length_around_a_block() {
    let bytes: Vec<u8> = (0..200).map(|index| (index * 31 % 251) as u8).collect();
    for length in if cfg!(miri) { 55..57 } else { 0..200 } {
        let whole: Vec<&[u8]> = vec![&bytes[..length]];
        let (first, second) = bytes[..length].split_at(length.min(32));
        agrees_with_sha2(&[whole.clone(), vec![first, second], whole, vec![&[], first, &[], &[], second, &[]], vec![]]);
    }
}

#[test]
fn no_messages() {
    agrees_with_sha2(&[]);
}

#[test]
#[should_panic(expected = "a digest for each message")]
fn digests_for_other_messages() {
    ige::sha256_into(&[[&b"one"[..]]], &mut [[0; 32]; 2]);
}

/// Pieces of a running message, and the messages that are hashed beside them.
type Step<'a> = (Vec<&'a [u8]>, Vec<Vec<&'a [u8]>>);

/// A running message, taken in these steps.
fn running_agrees_with_sha2(steps: &[Step<'_>]) {
    let all: Vec<&[u8]> = steps.iter().flat_map(|(pieces, _)| pieces.iter().copied()).collect();
    let expected: [u8; 32] = Sha256::digest(all.concat()).into();
    for backend in backend::Sha256::available() {
        let mut running = ige::Sha256::new();
        for (pieces, messages) in steps {
            let mut found = vec![[0; 32]; messages.len()];
            backend.update_beside(&mut running, pieces, messages, &mut found);
            for (message, found) in messages.iter().zip(found) {
                assert_eq!(found[..], Sha256::digest(message.concat())[..], "{}", backend.name());
            }
        }
        assert_eq!(backend.finish(running), expected, "{}", backend.name());
    }
}

#[test]
fn running_in_steps_of_each_length_around_a_block() {
    let bytes: Vec<u8> = (0..400).map(|index| (index * 31 % 251) as u8).collect();
    for length in if cfg!(miri) { 63..66 } else { 0..200 } {
        let (first, second) = bytes.split_at(length);
        running_agrees_with_sha2(&[(vec![first], vec![]), (vec![second], vec![vec![first], vec![second, first]])]);
        running_agrees_with_sha2(&[(vec![first, first], vec![vec![second]]), (vec![], vec![]), (vec![first], vec![])]);
    }
    running_agrees_with_sha2(&[]);
}

#[test]
#[should_panic(expected = "a digest for each message")]
fn running_with_digests_for_other_messages() {
    ige::Sha256::new().update_beside(&[], &[[&b"one"[..]]], &mut []);
}

#[test]
fn running_prints_no_bytes() {
    let mut running = ige::Sha256::default();
    running.update_beside::<[&[u8]; 0]>(&[&[77; 70]], &[], &mut []);
    assert_eq!(format!("{running:?}"), "Sha256 { length: 70, .. }");
}

fn length() -> impl Strategy<Value = usize> {
    prop_oneof![0..10_usize, 0..130_usize, 0..if cfg!(miri) { 200 } else { 5000_usize }]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if cfg!(miri) { 2 } else { ProptestConfig::default().cases },
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_messages_agree_with_sha2(
        seed in any::<u8>(),
        lengths in prop::collection::vec(
            prop::collection::vec((length(), 0..64_usize), 0..5),
            0..if cfg!(miri) { 4 } else { 14 },
        ),
    ) {
        let bytes: Vec<_> = (0..6000).map(|index| ((index * 131) >> 3) as u8 ^ seed).collect();
        let messages: Vec<Vec<&[u8]>> = lengths
            .iter()
            .map(|pieces| pieces.iter().map(|&(length, offset)| &bytes[offset..offset + length]).collect())
            .collect();
        agrees_with_sha2(&messages);
    }

    #[test]
    fn any_running_message_agrees_with_sha2(
        seed in any::<u8>(),
        lengths in prop::collection::vec(
            (prop::collection::vec(length(), 0..3), prop::collection::vec(length(), 0..if cfg!(miri) { 2 } else { 6 })),
            0..if cfg!(miri) { 2 } else { 5 },
        ),
    ) {
        let bytes: Vec<_> = (0..6000).map(|index| ((index * 131) >> 3) as u8 ^ seed).collect();
        let cut = |lengths: &[usize]| lengths.iter().map(|&length| &bytes[..length]).collect::<Vec<_>>();
        let steps: Vec<_> = lengths
            .iter()
            .map(|(pieces, messages)| (cut(pieces), messages.iter().map(|&length| cut(&[length])).collect()))
            .collect();
        running_agrees_with_sha2(&steps);
    }

    #[test]
    fn pieces_do_not_matter(bytes in prop::collection::vec(any::<u8>(), 0..300), cuts in prop::collection::vec(0..300_usize, 0..6)) {
        let mut cuts: Vec<_> = cuts.into_iter().map(|cut| cut.min(bytes.len())).chain([0, bytes.len()]).collect();
        cuts.sort_unstable();
        let pieces: Vec<_> = cuts.windows(2).map(|cut| &bytes[cut[0]..cut[1]]).collect();
        let digests = ige::sha256(&[vec![&bytes[..]], pieces]);
        prop_assert_eq!(digests[0], digests[1]);
    }
}
