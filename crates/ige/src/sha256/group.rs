//! Messages of any lengths and number.

use super::block::Block;
use super::message::Message;

/// Instructions for SHA-256. A value exists only where the processor has them.
pub(super) trait Engine: Copy {
    /// Messages that are worth advancing in step, at most [`MESSAGES`].
    const MESSAGES: usize;

    /// Hashes blocks into states, equally many into each.
    fn compress<const N: usize>(self, states: [&mut [u32; 8]; N], blocks: [&[Block]; N]);
}

/// The most messages that any engine advances in step.
pub(super) const MESSAGES: usize = 4;

/// Messages, each as its pieces.
pub(super) type Messages<'i, 'm> = &'i mut dyn Iterator<Item = &'m [&'m [u8]]>;

/// Where a message is hashed.
struct Place<'a> {
    message: Message<'a>,
    /// The message's number, while there is one.
    number: Option<usize>,
}

/// The hash of each message.
///
/// As many as are worth it advance in step. When one ends, the next one takes its place.
pub(super) fn digest<E: Engine>(engine: E, messages: Messages<'_, '_>, digests: &mut [[u8; 32]]) {
    let mut waiting = messages.enumerate();
    let mut places: [Place<'_>; MESSAGES] = std::array::from_fn(|_| Place { message: Message::new(), number: None });
    loop {
        let mut active = 0;
        for place in &mut places[..E::MESSAGES] {
            if place.message.next().is_empty() {
                if let Some(ended) = place.number.take() {
                    digests[ended] = place.message.digest();
                }
                if let Some((number, pieces)) = waiting.next() {
                    place.message.begin(pieces);
                    place.number = Some(number);
                }
            }
            active += usize::from(place.number.is_some());
        }
        match active {
            0 => return,
            1 => step::<E, 1>(engine, &mut places),
            2 => step::<E, 2>(engine, &mut places),
            3 => step::<E, 3>(engine, &mut places),
            _ => step::<E, 4>(engine, &mut places),
        }
    }
}

/// Hashes as many blocks of each of `N` messages as all of them have next.
fn step<E: Engine, const N: usize>(engine: E, places: &mut [Place<'_>]) {
    let mut active = places.iter_mut().filter(|place| place.number.is_some());
    let mut active: [_; N] = std::array::from_fn(|_| &mut active.next().expect("that many are active").message);
    let count = active.iter().map(|message| message.next().len()).min().unwrap_or(0);
    let parts = active.each_mut().map(|message| message.parts());
    let blocks = parts.each_ref().map(|(_, next)| &next[..count]);
    let states = parts.map(|(state, _)| state);
    engine.compress(states, blocks);
    for message in active {
        message.advance(count);
    }
}
