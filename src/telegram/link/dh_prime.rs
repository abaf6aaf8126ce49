//! The Diffie-Hellman group of a key exchange (<https://core.telegram.org/mtproto/auth_key>) or of the password check
//! (<https://core.telegram.org/api/srp>): the server chooses a prime p and a generator g, and a client has to check them.
//!
//! p must be a safe prime of 2048 bits (p and (p − 1) / 2 are prime), and g a quadratic residue modulo p. To prove that takes a second, and several
//! in a debug build. So Telegram's own prime, which clients know, is compared instead.

use grammers_crypto::two_factor_auth::check_p_and_g;

/// Telegram's prime, big-endian. TDLib and the official apps contain it as well.
pub const KNOWN_PRIME: [u8; 256] = from_hexadecimal(
    b"c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f\
      48198a0aa7c14058229493d22530f4dbfa336f6e0ac925139543aed44cce7c37\
      20fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f64\
      2477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4\
      a4a695811051907e162753b56b0f6b410dba74d8a84b2a14b3144e0ef1284754\
      fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4\
      e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f\
      0d8115f635b105ee2e4e15d04b2454bf6f4fadf034b10403119cd8e3b92fcc5b",
);

/// Whether it is Telegram's prime, with a generator that fits it: 3, 4 or 7.
pub fn is_known(prime: &[u8], generator: i32) -> bool {
    prime == KNOWN_PRIME && matches!(generator, 3 | 4 | 7)
}

/// Whether it is a safe prime of 2048 bits with a generator that fits it. Blocks for seconds unless the prime [is known](is_known).
pub fn is_safe(prime: &[u8], generator: i32) -> bool {
    let is_2048_bits_long = prime.len() == 256 && prime[0] >= 0x80;
    is_known(prime, generator) || (2..=7).contains(&generator) && is_2048_bits_long && check_p_and_g(prime, &generator)
}

const fn from_hexadecimal(digits: &[u8; 512]) -> [u8; 256] {
    let mut bytes = [0; 256];
    let mut index = 0;
    while index < digits.len() {
        let value = match digits[index] {
            digit @ b'0'..=b'9' => digit - b'0',
            digit @ b'a'..=b'f' => digit - b'a' + 10,
            _ => panic!("not a hexadecimal digit"),
        };
        bytes[index / 2] = bytes[index / 2] << 4 | value;
        index += 1;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use num_bigint::BigUint;

    use super::*;

    /// Another safe prime of 2048 bits, whose generator is 2 (RFC 3526, group 14).
    const OTHER_PRIME: [u8; 256] = from_hexadecimal(
        b"ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74\
          020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437\
          4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed\
          ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf05\
          98da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb\
          9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b\
          e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf695581718\
          3995497cea956ae515d2261898fa051015728e5a8aacaa68ffffffffffffffff",
    );

    #[test]
    fn telegrams_prime_is_known_with_its_quadratic_residues() {
        let prime = BigUint::from_bytes_be(&KNOWN_PRIME);
        assert_eq!(prime.bits(), 2048);
        let half = (&prime - 1u8) / 2u8;
        for generator in 2..=7u8 {
            // Euler's criterion.
            let is_residue = BigUint::from(generator).modpow(&half, &prime) == BigUint::from(1u8);
            assert_eq!(is_known(&KNOWN_PRIME, generator.into()), is_residue, "{generator}");
            assert!(!is_residue || is_safe(&KNOWN_PRIME, generator.into()), "{generator}");
        }
    }

    #[test]
    fn another_prime_is_proved_safe() {
        assert!(!is_known(&OTHER_PRIME, 2));
        assert!(is_safe(&OTHER_PRIME, 2));
    }

    #[test]
    fn what_is_no_safe_group_is_refused() {
        let mut composite = KNOWN_PRIME;
        composite[255] ^= 1 << 2;
        let with_leading_zero = [&[0], &KNOWN_PRIME[..]].concat();
        for prime in [&composite[..], &with_leading_zero, &KNOWN_PRIME[..255], &KNOWN_PRIME[1..], &[0; 256], &[]] {
            assert!(!is_known(prime, 3) && !is_safe(prime, 3));
        }
        for generator in [i32::MIN, -3, 0, 1, 8, i32::MAX] {
            assert!(!is_known(&KNOWN_PRIME, generator) && !is_safe(&KNOWN_PRIME, generator), "{generator}");
        }
        assert!(!is_safe(&KNOWN_PRIME, 5), "a safe prime, but 5 is no quadratic residue");
    }
}
