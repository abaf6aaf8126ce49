//! Messages in any pieces, some of them beside a running one, with each way to compute that this machine has, against sha2.

#![no_main]

use ige::backend;
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};

/// Pieces of the running message, and the messages beside them.
type Step = (Vec<Vec<u8>>, Vec<Vec<Vec<u8>>>);

fuzz_target!(|steps: Vec<Step>| {
    for backend in backend::Sha256::available() {
        let (mut running, mut expected) = (ige::Sha256::new(), Sha256::new());
        for (pieces, messages) in &steps {
            let messages: Vec<_> = messages.iter().map(|pieces| slices(pieces)).collect();
            let pieces = slices(pieces);
            let mut alone = vec![[0; 32]; messages.len()];
            backend.digest(&messages, &mut alone);
            let mut beside = vec![[0; 32]; messages.len()];
            backend.update_beside(&mut running, &pieces, &messages, &mut beside);
            for (index, message) in messages.iter().enumerate() {
                let digest: [u8; 32] = Sha256::digest(message.concat()).into();
                assert_eq!((alone[index], beside[index]), (digest, digest), "{}", backend.name());
            }
            pieces.iter().for_each(|piece| expected.update(piece));
        }
        assert_eq!(backend.finish(running)[..], expected.finalize()[..], "{}", backend.name());
    }
});

fn slices(pieces: &[Vec<u8>]) -> Vec<&[u8]> {
    pieces.iter().map(Vec::as_slice).collect()
}
