//! Messages of any lengths and number.

use super::block::Block;
use super::message::Message;
use super::running::Sha256;

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

/// Messages that are worth advancing in step while one of them is long: two take hardly longer than one, and three do.
const BESIDE_A_LONG_ONE: usize = 2;

/// Where a message is hashed.
struct Place<'a> {
    message: Message<'a>,
    holds: Holds,
}

/// What there is in a place.
#[derive(Clone, Copy, PartialEq)]
enum Holds {
    Nothing,
    /// The message of this number.
    Numbered(usize),
    /// What follows of the running one.
    Running,
}

/// The hash of each message.
///
/// As many as are worth it advance in step. When one ends, the next one takes its place.
pub(super) fn digest<E: Engine>(engine: E, messages: Messages<'_, '_>, digests: &mut [[u8; 32]]) {
    fill_and_step(engine, &mut places(), None, messages, digests);
}

/// As [`digest`], in step with what follows of a running message.
pub(super) fn digest_beside<'m, E: Engine>(
    engine: E,
    running: &mut Sha256,
    next: &'m [&'m [u8]],
    messages: Messages<'_, 'm>,
    digests: &mut [[u8; 32]],
) {
    let mut places = places();
    places[0].message.resume(running, next, true);
    places[0].holds = Holds::Running;
    fill_and_step(engine, &mut places, Some(running), messages, digests);
}

/// The hash of a running message that has no more bytes.
pub(super) fn finish<E: Engine>(engine: E, running: &Sha256) -> [u8; 32] {
    let mut digests = [[0; 32]];
    let mut places = places();
    places[0].message.resume(running, &[], false);
    places[0].holds = Holds::Numbered(0);
    fill_and_step(engine, &mut places, None, &mut std::iter::empty(), &mut digests);
    let [digest] = digests;
    digest
}

fn places<'a>() -> [Place<'a>; MESSAGES] {
    std::array::from_fn(|_| Place { message: Message::new(), holds: Holds::Nothing })
}

fn fill_and_step<'m, E: Engine>(
    engine: E,
    places: &mut [Place<'m>; MESSAGES],
    mut running: Option<&mut Sha256>,
    messages: Messages<'_, 'm>,
    digests: &mut [[u8; 32]],
) {
    let mut waiting = messages.enumerate();
    loop {
        let useful = if running.is_some() { E::MESSAGES.min(BESIDE_A_LONG_ONE) } else { E::MESSAGES };
        let mut active = 0;
        for place in &mut places[..useful] {
            if place.message.next().is_empty() {
                match std::mem::replace(&mut place.holds, Holds::Nothing) {
                    Holds::Nothing => {}
                    Holds::Numbered(ended) => digests[ended] = place.message.digest(),
                    Holds::Running => running.take().into_iter().for_each(|running| place.message.suspend(running)),
                }
                if let Some((number, pieces)) = waiting.next() {
                    place.message.begin(pieces);
                    place.holds = Holds::Numbered(number);
                }
            }
            active += usize::from(place.holds != Holds::Nothing);
        }
        match active {
            0 => return,
            1 => step::<E, 1>(engine, places),
            2 => step::<E, 2>(engine, places),
            3 => step::<E, 3>(engine, places),
            _ => step::<E, 4>(engine, places),
        }
    }
}

/// Hashes as many blocks of each of `N` messages as all of them have next.
fn step<E: Engine, const N: usize>(engine: E, places: &mut [Place<'_>]) {
    let mut active = places.iter_mut().filter(|place| place.holds != Holds::Nothing);
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
