//! The waveform of a voice note: 100 loudness values of 5 bits, packed from the lowest bit.

use std::error::Error;
use std::io::{Read, Write};

const VALUES: usize = 100;

/// Reads mono samples of 16 bits, writes the 63 packed bytes.
pub fn print(sound: &mut impl Read, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let mut bytes = Vec::new();
    sound.read_to_end(&mut bytes)?;
    let samples: Vec<i32> =
        bytes.chunks_exact(2).map(|pair| i32::from(i16::from_le_bytes([pair[0], pair[1]]))).collect();
    let loudness =
        |part: &[i32]| part.iter().map(|sample| sample.abs()).sum::<i32>() / i32::try_from(part.len()).unwrap_or(1);
    let part = samples.len().div_ceil(VALUES).max(1);
    let peaks: Vec<i32> = samples.chunks(part).map(loudness).collect();
    let loudest = peaks.iter().copied().max().unwrap_or(0).max(1);
    let mut packed = vec![0u8; (VALUES * 5).div_ceil(8)];
    for (index, peak) in peaks.iter().enumerate() {
        let value = u16::try_from(peak * 31 / loudest).unwrap_or(31) << (index * 5 % 8);
        packed[index * 5 / 8] |= (value & 0xff) as u8;
        if let Some(next) = packed.get_mut(index * 5 / 8 + 1) {
            *next |= (value >> 8) as u8;
        }
    }
    Ok(out.write_all(&packed)?)
}
