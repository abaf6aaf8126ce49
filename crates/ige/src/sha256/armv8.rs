//! The cryptographic extension of ARMv8.

use std::arch::aarch64::*;
use std::arch::is_aarch64_feature_detected;

use super::block::Block;
use super::constants::ROUNDS;
use super::group::Engine;

/// The proof that this processor has SHA-256 instructions.
#[derive(Clone, Copy)]
pub(super) struct ArmV8(());

impl ArmV8 {
    pub(super) fn detect() -> Option<Self> {
        is_aarch64_feature_detected!("sha2").then_some(Self(()))
    }
}

impl Engine for ArmV8 {
    const MESSAGES: usize = 4;

    fn compress<const N: usize>(self, states: [&mut [u32; 8]; N], blocks: [&[Block]; N]) {
        // SAFETY: `self` proves that the processor has SHA-256 instructions.
        unsafe { compress(states, blocks) }
    }
}

#[target_feature(enable = "sha2")]
fn compress<const N: usize>(states: [&mut [u32; 8]; N], blocks: [&[Block]; N]) {
    let zero = [vdupq_n_u32(0); N];
    let (mut abcd, mut efgh) = (zero, zero);
    for lane in 0..N {
        [abcd[lane], efgh[lane]] = load_state(states[lane]);
    }
    for index in 0..blocks[0].len() {
        let (abcd_before, efgh_before) = (abcd, efgh);
        let mut words = blocks.map(|blocks| load_block(&blocks[index]));
        for (round, constants) in ROUNDS.iter().enumerate() {
            // SAFETY: four words that can be read.
            let constants = unsafe { vld1q_u32(constants.as_ptr()) };
            for lane in 0..N {
                let words = &mut words[lane];
                if round >= 4 {
                    extend(words, round);
                }
                let sum = vaddq_u32(words[round % 4], constants);
                let abcd_now = abcd[lane];
                abcd[lane] = vsha256hq_u32(abcd_now, efgh[lane], sum);
                efgh[lane] = vsha256h2q_u32(efgh[lane], abcd_now, sum);
            }
        }
        for lane in 0..N {
            abcd[lane] = vaddq_u32(abcd[lane], abcd_before[lane]);
            efgh[lane] = vaddq_u32(efgh[lane], efgh_before[lane]);
        }
    }
    for lane in 0..N {
        store_state(states[lane], [abcd[lane], efgh[lane]]);
    }
}

/// Replaces the four oldest of sixteen words by the four next ones.
#[inline]
#[target_feature(enable = "sha2")]
fn extend(words: &mut [uint32x4_t; 4], round: usize) {
    let [oldest, second, third, newest] = std::array::from_fn(|age| words[(round + age) % 4]);
    words[round % 4] = vsha256su1q_u32(vsha256su0q_u32(oldest, second), third, newest);
}

/// A block as sixteen numbers, the most significant byte first.
#[inline]
#[target_feature(enable = "neon")]
fn load_block(block: &Block) -> [uint32x4_t; 4] {
    std::array::from_fn(|quarter| {
        // SAFETY: the quarter's sixteen bytes can be read.
        let bytes = unsafe { vld1q_u8(block[16 * quarter..16 * quarter + 16].as_ptr()) };
        vreinterpretq_u32_u8(vrev32q_u8(bytes))
    })
}

#[inline]
#[target_feature(enable = "neon")]
fn load_state(state: &[u32; 8]) -> [uint32x4_t; 2] {
    std::array::from_fn(|half| {
        // SAFETY: the half's four words can be read.
        unsafe { vld1q_u32(state[4 * half..4 * half + 4].as_ptr()) }
    })
}

#[inline]
#[target_feature(enable = "neon")]
fn store_state(state: &mut [u32; 8], halves: [uint32x4_t; 2]) {
    for (words, half) in state.as_chunks_mut::<4>().0.iter_mut().zip(halves) {
        // SAFETY: four words that can be written.
        unsafe { vst1q_u32(words.as_mut_ptr(), half) };
    }
}
