//! VAES with registers of 256 bits: two lanes in each.

use std::arch::x86_64::*;

use super::aesni;
use super::chain;
use super::engine::{Chain, Engine};
use super::schedule::RoundKeys;
use crate::lane::Block;

/// The proof that this processor has AVX2 and VAES.
#[derive(Clone, Copy)]
pub(super) struct Vaes256(());

impl Vaes256 {
    pub(super) fn detect() -> Option<Self> {
        let has_all =
            is_x86_feature_detected!("aes") && is_x86_feature_detected!("avx2") && is_x86_feature_detected!("vaes");
        has_all.then_some(Self(()))
    }
}

#[inline(always)]
fn vector(blocks: &[Block; 2]) -> __m256i {
    // SAFETY: 32 bytes that can be read; they need not be aligned. Processors have AVX2 where `Vaes256` exists.
    unsafe { _mm256_loadu_si256(blocks.as_ptr().cast()) }
}

impl Engine for Vaes256 {
    type Vector = __m256i;
    type Keys = RoundKeys<2>;
    type Chains = [Chain<Self>; 4];

    const WIDTH: usize = 2;
    const LANES: usize = 8;

    fn chains(self) -> Self::Chains {
        std::array::from_fn(|_| Chain::new(RoundKeys::new(), vector(&[[0; 16]; 2])))
    }

    fn expand<const ENCRYPTING: bool>(self, keys: &[&[u8; 32]], round_keys: &mut RoundKeys<2>) {
        // SAFETY: `self` proves that the processor has AES-NI.
        unsafe { aesni::expand::<ENCRYPTING, 2>(keys, round_keys) }
    }

    fn run<const ENCRYPTING: bool, const N: usize>(self, chains: &mut [Chain<Self>], lanes: [&mut [Block]; N]) {
        #[target_feature(enable = "aes,avx2,vaes")]
        fn run<const ENCRYPTING: bool, const N: usize>(
            engine: Vaes256,
            chains: &mut [Chain<Vaes256>],
            lanes: [&mut [Block]; N],
        ) {
            chain::run::<_, ENCRYPTING, N>(engine, chains, lanes);
        }
        // SAFETY: `self` proves that the processor has AVX2 and VAES.
        unsafe { run::<ENCRYPTING, N>(self, chains, lanes) }
    }

    #[inline(always)]
    fn xor(self, a: __m256i, b: __m256i) -> __m256i {
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe { _mm256_xor_si256(a, b) }
    }

    #[inline(always)]
    fn load(self, blocks: &[&Block]) -> __m256i {
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe {
            let first = _mm256_castsi128_si256(aesni::vector(blocks[0]));
            match blocks.get(1) {
                Some(second) => _mm256_inserti128_si256::<1>(first, aesni::vector(second)),
                None => first,
            }
        }
    }

    #[inline(always)]
    fn store(self, vector: __m256i, blocks: &mut [&mut Block]) {
        // SAFETY: sixteen bytes each that can be written; they need not be aligned. `self` proves that the processor has AVX2.
        unsafe {
            _mm_storeu_si128(blocks[0].as_mut_ptr().cast(), _mm256_castsi256_si128(vector));
            if let Some(second) = blocks.get_mut(1) {
                _mm_storeu_si128(second.as_mut_ptr().cast(), _mm256_extracti128_si256::<1>(vector));
            }
        }
    }

    #[inline(always)]
    fn first_key(self, keys: &RoundKeys<2>) -> __m256i {
        vector(keys.of(0))
    }

    #[inline(always)]
    fn last_key(self, keys: &RoundKeys<2>) -> __m256i {
        vector(keys.of(14))
    }

    #[inline(always)]
    fn rounds<const ENCRYPTING: bool>(self, chains: &[Chain<Self>], states: &mut [__m256i], masks: &[__m256i]) {
        for round in 1..14 {
            for (state, chain) in states.iter_mut().zip(chains) {
                let key = vector(chain.keys.of(round));
                // SAFETY: `self` proves that the processor has VAES.
                *state = unsafe {
                    if ENCRYPTING { _mm256_aesenc_epi128(*state, key) } else { _mm256_aesdec_epi128(*state, key) }
                };
            }
        }
        for (state, &mask) in states.iter_mut().zip(masks) {
            // SAFETY: `self` proves that the processor has VAES.
            *state = unsafe {
                if ENCRYPTING { _mm256_aesenclast_epi128(*state, mask) } else { _mm256_aesdeclast_epi128(*state, mask) }
            };
        }
    }
}
