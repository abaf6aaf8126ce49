//! Lanes of any lengths and number.

use std::cmp::Reverse;
use std::mem;

use super::engine::{Chain, Engine};
use crate::lane::{Block, LANES, Lane};

/// Encrypts or decrypts each lane in place.
pub(super) fn process<E: Engine, const ENCRYPTING: bool>(engine: E, lanes: &mut [Lane<'_>]) {
    for lanes in lanes.chunks_mut(E::LANES) {
        // In order of their lengths, so that those that go on are always the first ones, and share vectors.
        let mut order: [usize; LANES] = std::array::from_fn(|lane| lane);
        let order = &mut order[..lanes.len()];
        order.sort_unstable_by_key(|&lane| Reverse(lanes[lane].blocks.len()));

        let mut chains = engine.chains();
        for (chain, lanes_of) in chains.as_mut().iter_mut().zip(order.chunks(E::WIDTH)) {
            begin::<E, ENCRYPTING>(engine, chain, lanes, lanes_of);
        }
        let mut rest: [&mut [Block]; LANES] = Default::default();
        for (rest, &lane) in rest.iter_mut().zip(&*order) {
            *rest = &mut *mem::take(&mut lanes[lane].blocks);
        }
        advance::<E, ENCRYPTING>(engine, chains.as_mut(), &mut rest[..order.len()]);
    }
}

fn begin<E: Engine, const ENCRYPTING: bool>(engine: E, chain: &mut Chain<E>, lanes: &[Lane<'_>], lanes_of: &[usize]) {
    let key_iv = |lane: usize| lanes[lanes_of[lane.min(lanes_of.len() - 1)]].key_iv;
    let count = lanes_of.len();
    let keys: [&[u8; 32]; LANES] = std::array::from_fn(|lane| &key_iv(lane).key);
    engine.expand::<ENCRYPTING>(&keys[..count], &mut chain.keys);
    let ciphertexts: [&Block; LANES] = std::array::from_fn(|lane| &key_iv(lane).iv.as_chunks().0[0]);
    let plaintexts: [&Block; LANES] = std::array::from_fn(|lane| &key_iv(lane).iv.as_chunks().0[1]);
    let (inputs, results) = if ENCRYPTING { (plaintexts, ciphertexts) } else { (ciphertexts, plaintexts) };
    chain.begin(engine, &inputs[..count], &results[..count]);
}

/// All lanes in step until the shortest one ends, then the others until the next one ends. The longest is the first.
fn advance<E: Engine, const ENCRYPTING: bool>(engine: E, chains: &mut [Chain<E>], lanes: &mut [&mut [Block]]) {
    let mut count = lanes.len();
    while count > 0 {
        let blocks = lanes[count - 1].len();
        let lanes = &mut lanes[..count];
        match count {
            1 => step::<E, ENCRYPTING, 1>(engine, chains, lanes, blocks),
            2 => step::<E, ENCRYPTING, 2>(engine, chains, lanes, blocks),
            3 => step::<E, ENCRYPTING, 3>(engine, chains, lanes, blocks),
            4 => step::<E, ENCRYPTING, 4>(engine, chains, lanes, blocks),
            5 => step::<E, ENCRYPTING, 5>(engine, chains, lanes, blocks),
            6 => step::<E, ENCRYPTING, 6>(engine, chains, lanes, blocks),
            7 => step::<E, ENCRYPTING, 7>(engine, chains, lanes, blocks),
            8 => step::<E, ENCRYPTING, 8>(engine, chains, lanes, blocks),
            _ => unreachable!("a group has no more than eight lanes"),
        }
        count -= 1;
    }
}

/// Replaces so many blocks of each of `N` lanes.
fn step<E: Engine, const ENCRYPTING: bool, const N: usize>(
    engine: E,
    chains: &mut [Chain<E>],
    lanes: &mut [&mut [Block]],
    blocks: usize,
) {
    if N > E::LANES || blocks == 0 {
        return;
    }
    let (lanes, _) = lanes.as_chunks_mut::<N>();
    let now = lanes[0].each_mut().map(|lane| {
        let (now, rest) = mem::take(lane).split_at_mut(blocks);
        *lane = rest;
        now
    });
    engine.run::<ENCRYPTING, N>(chains, now);
}
