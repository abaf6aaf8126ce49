//! What a processor's instructions for AES are asked for.

use crate::lane::Block;

/// Instructions for AES. A value exists only where the processor has them.
///
/// [`expand`](Engine::expand) and [`run`](Engine::run) enable the instructions for the compiler; all other methods are inlined into these
/// two.
pub(super) trait Engine: Copy {
    /// A block of each of up to [`WIDTH`](Engine::WIDTH) lanes.
    type Vector: Copy;

    /// The round keys of so many lanes. They are wiped when they are dropped.
    type Keys;

    /// As many chains as are worth advancing in step: an array.
    type Chains: AsMut<[Chain<Self>]>;

    /// Lanes in a vector.
    const WIDTH: usize;

    /// Lanes in all of [`Chains`](Engine::Chains).
    const LANES: usize;

    /// Chains that no lane has begun.
    fn chains(self) -> Self::Chains;

    /// Puts the round keys of up to `WIDTH` lanes, for encrypting or for decrypting, into `round_keys`: moving them would leave copies.
    fn expand<const ENCRYPTING: bool>(self, keys: &[&[u8; 32]], round_keys: &mut Self::Keys);

    /// Replaces the blocks of lanes of the same length, with the instructions enabled.
    fn run<const ENCRYPTING: bool, const N: usize>(self, chains: &mut [Chain<Self>], lanes: [&mut [Block]; N]);

    /// The exclusive or.
    fn xor(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// A vector of one block to `WIDTH` blocks. What remains of it is unspecified.
    fn load(self, blocks: &[&Block]) -> Self::Vector;

    /// Writes the first blocks of a vector.
    fn store(self, vector: Self::Vector, blocks: &mut [&mut Block]);

    /// What is added to a block before [`rounds`](Engine::rounds).
    fn first_key(self, keys: &Self::Keys) -> Self::Vector;

    /// What is added to the masks of [`rounds`](Engine::rounds).
    fn last_key(self, keys: &Self::Keys) -> Self::Vector;

    /// Replaces each state by its encryption or decryption plus its mask.
    fn rounds<const ENCRYPTING: bool>(
        self,
        chains: &[Chain<Self>],
        states: &mut [Self::Vector],
        masks: &[Self::Vector],
    );
}

/// How far the lanes of one vector are.
pub(super) struct Chain<E: Engine> {
    pub(super) keys: E::Keys,
    /// The input before the next one.
    pub(super) input: E::Vector,
    /// The result before the next one.
    pub(super) result: E::Vector,
}

impl<E: Engine> Chain<E> {
    /// A chain that no lane has begun.
    #[inline(always)]
    pub(super) fn new(keys: E::Keys, zero: E::Vector) -> Self {
        Self { keys, input: zero, result: zero }
    }

    /// Begins with each lane's input and result before its first block.
    #[inline]
    pub(super) fn begin(&mut self, engine: E, inputs: &[&Block], results: &[&Block]) {
        self.input = engine.load(inputs);
        self.result = engine.load(results);
    }
}
