//! The chains of several lanes, advanced in step.
//!
//! What a block waits for is kept short. With `K` for AES without its first and last keys, `a` and `z`:
//!
//! ```text
//! result[i] = K(input[i] ⊕ result[i-1] ⊕ a) ⊕ z ⊕ input[i-1]
//! ```
//!
//! A chain carries `state[i] = input[i] ⊕ result[i-1] ⊕ a`, for which
//!
//! ```text
//! state[i+1] = K(state[i]) ⊕ (z ⊕ input[i-1] ⊕ input[i+1] ⊕ a)
//! ```
//!
//! The parenthesis, the mask, is known before `state[i]` is, and the last round of AES adds it in place of its key. So a block waits for
//! the fourteen rounds of the block before and for nothing else.

use super::engine::{Chain, Engine};
use crate::lane::Block;

/// Replaces the blocks of lanes of the same length, of which the chain at `lane / E::WIDTH` has the keys.
#[inline(always)]
pub(super) fn run<E: Engine, const ENCRYPTING: bool, const N: usize>(
    engine: E,
    chains: &mut [Chain<E>],
    mut lanes: [&mut [Block]; N],
) {
    let vectors = N.div_ceil(E::WIDTH);
    let chains = &mut chains[..vectors];
    let blocks = lanes[0].len();
    if blocks == 0 {
        return;
    }
    let lanes_of = |vector: usize| vector * E::WIDTH..N.min((vector + 1) * E::WIDTH);

    let first: [&Block; N] = std::array::from_fn(|lane| &lanes[lane][0]);
    // Arrays of N, as only that is known here; what is past `vectors` is never looked at.
    let mut inputs: [E::Vector; N] =
        std::array::from_fn(|vector| engine.load(&first[lanes_of(vector.min(vectors - 1))]));
    let mut inputs_before: [E::Vector; N] = std::array::from_fn(|vector| chains[vector.min(vectors - 1)].input);
    let mut results: [E::Vector; N] = std::array::from_fn(|vector| chains[vector.min(vectors - 1)].result);
    let mut states = inputs;
    for vector in 0..vectors {
        let first_key = engine.first_key(&chains[vector].keys);
        states[vector] = engine.xor(engine.xor(inputs[vector], results[vector]), first_key);
    }

    for index in 0..blocks {
        // After the last block, a block before its result is calculated takes itself for the next one, and nobody uses that state.
        let next = (index + 1).min(blocks - 1);
        let (mut inputs_after, mut masks) = (inputs, inputs);
        let blocks_after: [&Block; N] = std::array::from_fn(|lane| &lanes[lane][next]);
        for vector in 0..vectors {
            let keys = &chains[vector].keys;
            inputs_after[vector] = engine.load(&blocks_after[lanes_of(vector)]);
            let after = engine.xor(inputs_after[vector], engine.first_key(keys));
            masks[vector] = engine.xor(engine.xor(inputs_before[vector], engine.last_key(keys)), after);
        }

        engine.rounds::<ENCRYPTING>(chains, &mut states[..vectors], &masks[..vectors]);

        let mut replaced: [&mut Block; N] = lanes.each_mut().map(|lane| &mut lane[index]);
        for vector in 0..vectors {
            let after = engine.xor(inputs_after[vector], engine.first_key(&chains[vector].keys));
            results[vector] = engine.xor(states[vector], after);
            engine.store(results[vector], &mut replaced[lanes_of(vector)]);
        }
        inputs_before = inputs;
        inputs = inputs_after;
    }

    for (vector, chain) in chains.iter_mut().enumerate() {
        chain.input = inputs_before[vector];
        chain.result = results[vector];
    }
}
