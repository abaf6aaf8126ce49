//! VAES with registers of 512 bits: four lanes in each.

use std::arch::x86_64::*;

use super::aesni;
use super::chain;
use super::engine::{Chain, Engine};
use super::schedule::RoundKeys;
use crate::lane::Block;

/// The proof that this processor has AVX-512F and VAES.
#[derive(Clone, Copy)]
pub(super) struct Vaes512(());

impl Vaes512 {
    pub(super) fn detect() -> Option<Self> {
        let has_all =
            is_x86_feature_detected!("aes") && is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("vaes");
        has_all.then_some(Self(()))
    }
}

#[inline(always)]
fn vector(blocks: &[Block; 4]) -> __m512i {
    // SAFETY: 64 bytes that can be read; they need not be aligned. Processors have AVX-512F where `Vaes512` exists.
    unsafe { _mm512_loadu_si512(blocks.as_ptr().cast()) }
}

impl Engine for Vaes512 {
    type Vector = __m512i;
    type Keys = RoundKeys<4>;
    type Chains = [Chain<Self>; 2];

    const WIDTH: usize = 4;
    const LANES: usize = 8;

    fn chains(self) -> Self::Chains {
        std::array::from_fn(|_| Chain::new(RoundKeys::new(), vector(&[[0; 16]; 4])))
    }

    fn expand<const ENCRYPTING: bool>(self, keys: &[&[u8; 32]], round_keys: &mut RoundKeys<4>) {
        // SAFETY: `self` proves that the processor has AES-NI.
        unsafe { aesni::expand::<ENCRYPTING, 4>(keys, round_keys) }
    }

    fn run<const ENCRYPTING: bool, const N: usize>(self, chains: &mut [Chain<Self>], lanes: [&mut [Block]; N]) {
        #[target_feature(enable = "aes,avx512f,vaes")]
        fn run<const ENCRYPTING: bool, const N: usize>(
            engine: Vaes512,
            chains: &mut [Chain<Vaes512>],
            lanes: [&mut [Block]; N],
        ) {
            chain::run::<_, ENCRYPTING, N>(engine, chains, lanes);
        }
        // SAFETY: `self` proves that the processor has AVX-512F and VAES.
        unsafe { run::<ENCRYPTING, N>(self, chains, lanes) }
    }

    #[inline(always)]
    fn xor(self, a: __m512i, b: __m512i) -> __m512i {
        // SAFETY: `self` proves that the processor has AVX-512F.
        unsafe { _mm512_xor_si512(a, b) }
    }

    #[inline(always)]
    fn load(self, blocks: &[&Block]) -> __m512i {
        // SAFETY: `self` proves that the processor has AVX-512F.
        unsafe {
            let mut vector = _mm512_castsi128_si512(aesni::vector(blocks[0]));
            if let Some(block) = blocks.get(1) {
                vector = _mm512_inserti32x4::<1>(vector, aesni::vector(block));
            }
            if let Some(block) = blocks.get(2) {
                vector = _mm512_inserti32x4::<2>(vector, aesni::vector(block));
            }
            if let Some(block) = blocks.get(3) {
                vector = _mm512_inserti32x4::<3>(vector, aesni::vector(block));
            }
            vector
        }
    }

    #[inline(always)]
    fn store(self, vector: __m512i, blocks: &mut [&mut Block]) {
        // SAFETY: sixteen bytes each that can be written; they need not be aligned. `self` proves that the processor has AVX-512F.
        unsafe {
            _mm_storeu_si128(blocks[0].as_mut_ptr().cast(), _mm512_castsi512_si128(vector));
            if let Some(block) = blocks.get_mut(1) {
                _mm_storeu_si128(block.as_mut_ptr().cast(), _mm512_extracti32x4_epi32::<1>(vector));
            }
            if let Some(block) = blocks.get_mut(2) {
                _mm_storeu_si128(block.as_mut_ptr().cast(), _mm512_extracti32x4_epi32::<2>(vector));
            }
            if let Some(block) = blocks.get_mut(3) {
                _mm_storeu_si128(block.as_mut_ptr().cast(), _mm512_extracti32x4_epi32::<3>(vector));
            }
        }
    }

    #[inline(always)]
    fn first_key(self, keys: &RoundKeys<4>) -> __m512i {
        vector(keys.of(0))
    }

    #[inline(always)]
    fn last_key(self, keys: &RoundKeys<4>) -> __m512i {
        vector(keys.of(14))
    }

    #[inline(always)]
    fn rounds<const ENCRYPTING: bool>(self, chains: &[Chain<Self>], states: &mut [__m512i], masks: &[__m512i]) {
        for round in 1..14 {
            for (state, chain) in states.iter_mut().zip(chains) {
                let key = vector(chain.keys.of(round));
                // SAFETY: `self` proves that the processor has VAES.
                *state = unsafe {
                    if ENCRYPTING { _mm512_aesenc_epi128(*state, key) } else { _mm512_aesdec_epi128(*state, key) }
                };
            }
        }
        for (state, &mask) in states.iter_mut().zip(masks) {
            // SAFETY: `self` proves that the processor has VAES.
            *state = unsafe {
                if ENCRYPTING { _mm512_aesenclast_epi128(*state, mask) } else { _mm512_aesdeclast_epi128(*state, mask) }
            };
        }
    }
}
