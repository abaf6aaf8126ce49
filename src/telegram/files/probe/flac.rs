//! FLAC: the stream's information is its first block.

use super::detected::Detected;

/// Parses the beginning of a file. `None` if it is of another type.
pub fn parse(head: &[u8]) -> Option<Detected> {
    let info = head.strip_prefix(b"fLaC")?.get(4..)?;
    let samples = info.get(13..18)?.iter().fold(0, |all, byte| (all << 8) | u64::from(*byte)) & 0xf_ffff_ffff;
    #[expect(clippy::cast_precision_loss, reason = "36 bits")]
    let duration = rate(info).filter(|_| samples > 0).map(|rate| samples as f64 / f64::from(rate));
    Some(Detected { mime_type: Some("audio/flac"), duration, ..Detected::default() })
}

/// Samples in a second: the 20 bits after ten bytes of the stream's information.
pub fn rate(info: &[u8]) -> Option<u32> {
    let bits = info.get(10..13)?.iter().fold(0, |all, byte| (all << 8) | u32::from(*byte));
    Some(bits >> 4).filter(|rate| *rate > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_duration_is_parsed() {
        let mut bytes = b"fLaC\x80\0\0\x22".to_vec();
        bytes.extend([0; 10]);
        // 44,100 Hz in 20 bits, then 12 bits of other things and the samples' 36 bits.
        bytes.extend([0x0a, 0xc4, 0x42, 0xf0, 0, 0x01, 0x58, 0x88]);
        let detected = parse(&bytes).expect("FLAC");
        assert_eq!((detected.mime_type, detected.duration), (Some("audio/flac"), Some(2.0)));
        bytes[21..26].copy_from_slice(&[0xf0, 0, 0, 0, 0]);
        assert_eq!(parse(&bytes).expect("FLAC").duration, None, "the number of samples is not known");
        for length in 0..bytes.len() {
            let _ = parse(&bytes[..length]);
        }
    }
}
