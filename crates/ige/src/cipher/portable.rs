//! The crate `aes`, for processors whose instructions are not used here, one lane at a time.

use aes::Aes256;
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};

use super::chain;
use super::engine::{Chain, Engine};
use crate::lane::Block;

/// Any processor.
#[derive(Clone, Copy)]
pub(super) struct Portable;

impl Engine for Portable {
    type Vector = Block;
    /// Wiped by `aes` itself.
    type Keys = Option<Aes256>;
    type Chains = [Chain<Self>; 1];

    const WIDTH: usize = 1;
    const LANES: usize = 1;

    fn chains(self) -> Self::Chains {
        [Chain::new(None, [0; 16])]
    }

    fn expand<const ENCRYPTING: bool>(self, keys: &[&[u8; 32]], round_keys: &mut Self::Keys) {
        *round_keys = Some(Aes256::new(keys[0].into()));
    }

    fn run<const ENCRYPTING: bool, const N: usize>(self, chains: &mut [Chain<Self>], lanes: [&mut [Block]; N]) {
        chain::run::<_, ENCRYPTING, N>(self, chains, lanes);
    }

    #[inline(always)]
    fn xor(self, a: Block, b: Block) -> Block {
        std::array::from_fn(|index| a[index] ^ b[index])
    }

    #[inline(always)]
    fn load(self, blocks: &[&Block]) -> Block {
        *blocks[0]
    }

    #[inline(always)]
    fn store(self, vector: Block, blocks: &mut [&mut Block]) {
        *blocks[0] = vector;
    }

    /// Whole blocks are encrypted, with all of their keys.
    #[inline(always)]
    fn first_key(self, _: &Self::Keys) -> Block {
        [0; 16]
    }

    #[inline(always)]
    fn last_key(self, _: &Self::Keys) -> Block {
        [0; 16]
    }

    #[inline(always)]
    fn rounds<const ENCRYPTING: bool>(self, chains: &[Chain<Self>], states: &mut [Block], masks: &[Block]) {
        let cipher = chains[0].keys.as_ref().expect("a chain is begun before it is advanced");
        let state = &mut states[0];
        if ENCRYPTING {
            cipher.encrypt_block(state.into());
        } else {
            cipher.decrypt_block(state.into());
        }
        states[0] = self.xor(states[0], masks[0]);
    }
}
