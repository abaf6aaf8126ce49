//! Lanes of any lengths, at any alignment, with each way to compute that this machine has, against grammers-crypto.

#![no_main]

use arbitrary::Arbitrary;
use grammers_crypto::aes;
use ige::{KeyIv, LANES, Lane, backend};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct OneLane {
    key: [u8; 32],
    iv: [u8; 32],
    /// Where the buffer begins, after an address that is a multiple of a block's length.
    shift: u8,
    bytes: Vec<u8>,
}

fuzz_target!(|lanes: Vec<OneLane>| {
    let lanes = &lanes[..lanes.len().min(LANES)];
    let keys: Vec<_> = lanes.iter().map(|lane| KeyIv::new(lane.key, lane.iv)).collect();
    let plain: Vec<&[u8]> = lanes.iter().map(|lane| lane.bytes.as_chunks::<16>().0.as_flattened()).collect();
    let encrypted = lanes.iter().zip(&plain).map(|(lane, plain)| {
        let mut bytes = plain.to_vec();
        aes::ige_encrypt(&mut bytes, &lane.key, &lane.iv);
        bytes
    });
    let encrypted: Vec<Vec<u8>> = encrypted.collect();

    for backend in backend::Cipher::available() {
        let mut buffers: Vec<(usize, Vec<u8>)> = lanes
            .iter()
            .zip(&plain)
            .map(|(lane, plain)| {
                let shift = usize::from(lane.shift % 16);
                (shift, [&[0; 16][..shift], plain].concat())
            })
            .collect();
        in_lanes(&keys, &mut buffers, |lanes| backend.encrypt(lanes));
        for ((shift, found), expected) in buffers.iter().zip(&encrypted) {
            assert_eq!(&found[*shift..], expected, "{}", backend.name());
        }
        in_lanes(&keys, &mut buffers, |lanes| backend.decrypt(lanes));
        for ((shift, found), expected) in buffers.iter().zip(&plain) {
            assert_eq!(&found[*shift..], *expected, "{}", backend.name());
        }
    }
});

fn in_lanes(keys: &[KeyIv], buffers: &mut [(usize, Vec<u8>)], work: impl FnOnce(&mut [Lane<'_>])) {
    let lanes = buffers.iter_mut().zip(keys).map(|((shift, bytes), key)| Lane::new(key, &mut bytes[*shift..]));
    let mut lanes: Vec<_> = lanes.map(|lane| lane.expect("whole blocks")).collect();
    work(&mut lanes);
}
