//! gzip (RFC 1952), and whether a client accepts it (RFC 9110, section 12.5.3).

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use rocket::Request;

/// Compresses bytes.
pub fn gzip(plain: &[u8], level: Compression) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 3), level);
    encoder.write_all(plain)?;
    encoder.finish()
}

/// Whether the client accepts gzip.
pub fn accepts_gzip(request: &Request<'_>) -> bool {
    request.headers().get("Accept-Encoding").any(names_gzip)
}

fn names_gzip(header: &str) -> bool {
    header.split(',').any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let weight = parts.find_map(|part| part.strip_prefix("q=")).and_then(|weight| weight.trim().parse().ok());
        (name.eq_ignore_ascii_case("gzip") || name == "*") && weight.unwrap_or(1.0_f32) > 0.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codings_are_parsed() {
        for (header, accepted) in [
            ("gzip", true),
            ("br, GZIP;q=0.5", true),
            ("*", true),
            ("gzip;q=0", false),
            ("gzip; q=0.0", false),
            ("br, zstd", false),
            ("x-gzip-like", false),
            ("", false),
        ] {
            assert_eq!(names_gzip(header), accepted, "{header}");
        }
    }
}
