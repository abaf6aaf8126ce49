//! Telegram's stripped thumbnails: a JPEG of at most 40 by 40 pixels without its header
//! (<https://core.telegram.org/api/files#stripped-thumbnails>).
//!
//! Clients add the same header to all of them: quantisation tables of quality 20, the standard Huffman tables, 4:2:0 subsampling. Sent are
//! a 1, the height, the width and the entropy-coded data, which this encoder codes with the tables in that header.

use std::f32::consts::PI;
use std::sync::LazyLock;

use image::RgbImage;

/// The longer side of a stripped thumbnail.
pub const SIDE: u32 = 40;

/// Encodes a picture of at most [`SIDE`] by [`SIDE`] pixels.
pub fn encode(picture: &RgbImage) -> Vec<u8> {
    let (width, height) = picture.dimensions();
    let side = |pixels: u32| u8::try_from(pixels).expect("a stripped thumbnail has at most 40 by 40 pixels");
    let mut writer = BitWriter { bytes: vec![1, side(height), side(width)], pending: 0, count: 0 };
    let mut previous = [0; 3];
    for top in (0..height).step_by(16) {
        for left in (0..width).step_by(16) {
            for (component, block) in macroblock(picture, left, top) {
                previous[component] = writer.block(&TABLES[component.min(1)], &block, previous[component]);
            }
        }
    }
    writer.finish()
}

/// The JPEG that a client makes of a stripped thumbnail.
#[cfg(test)]
pub fn expand(stripped: &[u8]) -> Vec<u8> {
    let mut jpeg = header();
    (jpeg[164], jpeg[166]) = (stripped[1], stripped[2]);
    jpeg.extend_from_slice(&stripped[3..]);
    jpeg.extend_from_slice(&[0xff, 0xd9]);
    jpeg
}

type Block = [f32; 64];

/// The six blocks of 16 by 16 pixels: four of luma, and one of each chroma component at half the resolution.
fn macroblock(picture: &RgbImage, left: u32, top: u32) -> [(usize, Block); 6] {
    let (width, height) = picture.dimensions();
    let mut blocks = [(0, [0.0; 64]), (0, [0.0; 64]), (0, [0.0; 64]), (0, [0.0; 64]), (1, [0.0; 64]), (2, [0.0; 64])];
    for y in 0..16_usize {
        for x in 0..16_usize {
            // Beyond the edge the last pixel is repeated.
            let at = |start: u32, offset: usize, end: u32| (start + offset as u32).min(end - 1);
            let [red, green, blue] = picture.get_pixel(at(left, x, width), at(top, y, height)).0.map(f32::from);
            let luma = 0.299 * red + 0.587 * green + 0.114 * blue;
            blocks[y / 8 * 2 + x / 8].1[y % 8 * 8 + x % 8] = luma - 128.0;
            let half = y / 2 * 8 + x / 2;
            blocks[4].1[half] += (blue - luma) * 0.564 / 4.0;
            blocks[5].1[half] += (red - luma) * 0.713 / 4.0;
        }
    }
    blocks
}

/// The discrete cosine transform, rows then columns.
fn transform(block: &Block) -> Block {
    static COSINES: LazyLock<Block> = LazyLock::new(|| {
        std::array::from_fn(|index| {
            let (frequency, position) = ((index / 8) as f32, (index % 8) as f32);
            let scale = if index < 8 { 0.125_f32.sqrt() } else { 0.5 };
            scale * ((2.0 * position + 1.0) * frequency * PI / 16.0).cos()
        })
    });
    let rows: Block = std::array::from_fn(|index| {
        let (row, frequency) = (index / 8, index % 8);
        (0..8).map(|position| block[row * 8 + position] * COSINES[frequency * 8 + position]).sum()
    });
    std::array::from_fn(|index| {
        let (frequency, column) = (index / 8, index % 8);
        (0..8).map(|position| rows[position * 8 + column] * COSINES[frequency * 8 + position]).sum()
    })
}

/// The order in which coefficients are written.
const ZIGZAG: [usize; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21,
    28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54,
    47, 55, 62, 63,
];

/// Writes entropy-coded data.
struct BitWriter {
    bytes: Vec<u8>,
    pending: u32,
    count: u32,
}

impl BitWriter {
    /// Writes a block. Returns its first coefficient, for the next block.
    fn block(&mut self, tables: &Tables, block: &Block, previous: i32) -> i32 {
        let transformed = transform(block);
        let coefficients: [i32; 64] = std::array::from_fn(|index| {
            (transformed[ZIGZAG[index]] / f32::from(tables.quantisers[index])).round() as i32
        });
        self.value(&tables.first, 0, coefficients[0] - previous);
        let mut zeros = 0;
        for coefficient in &coefficients[1..] {
            if *coefficient == 0 {
                zeros += 1;
                continue;
            }
            while zeros > 15 {
                self.code(&tables.other, 0xf0);
                zeros -= 16;
            }
            self.value(&tables.other, zeros, *coefficient);
            zeros = 0;
        }
        if zeros > 0 {
            self.code(&tables.other, 0);
        }
        coefficients[0]
    }

    /// Writes the number of zeros before the value, the number of its bits, and its bits.
    fn value(&mut self, codes: &Codes, zeros: usize, value: i32) {
        let length = 32 - value.unsigned_abs().leading_zeros();
        self.code(codes, zeros << 4 | length as usize);
        let bits = if value < 0 { value - 1 } else { value };
        self.bits(bits.cast_unsigned() & ((1 << length) - 1), length);
    }

    fn code(&mut self, codes: &Codes, symbol: usize) {
        let (code, length) = codes[symbol];
        self.bits(code, length);
    }

    fn bits(&mut self, bits: u32, length: u32) {
        self.pending = self.pending << length | bits;
        self.count += length;
        while self.count >= 8 {
            self.count -= 8;
            let byte = (self.pending >> self.count) as u8;
            self.bytes.push(byte);
            if byte == 0xff {
                self.bytes.push(0);
            }
        }
        self.pending &= (1 << self.count) - 1;
    }

    fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            let missing = 8 - self.count;
            self.bits((1 << missing) - 1, missing);
        }
        self.bytes
    }
}

/// The code of each symbol, and its length in bits.
type Codes = [(u32, u32); 256];

/// The tables of a component.
struct Tables {
    quantisers: [u8; 64],
    first: Codes,
    other: Codes,
}

/// The tables of luma and chroma, read from the header.
static TABLES: LazyLock<[Tables; 2]> = LazyLock::new(|| {
    let mut tables = [(); 2].map(|()| Tables { quantisers: [1; 64], first: [(0, 0); 256], other: [(0, 0); 256] });
    let header = header();
    // After the start marker, every segment starts with its kind and length.
    let mut rest = &header[2..];
    while let [0xff, marker, high, low, segment @ ..] = rest {
        let length = usize::from(*high) << 8 | usize::from(*low);
        let (body, after) = segment.split_at(length - 2);
        let table = &mut tables[usize::from(body[0] & 1)];
        match (marker, body[0] >> 4) {
            (0xdb, _) => table.quantisers.copy_from_slice(&body[1..65]),
            (0xc4, 0) => table.first = codes(&body[1..]),
            (0xc4, _) => table.other = codes(&body[1..]),
            _ => {}
        }
        rest = after;
    }
    tables
});

/// Canonical Huffman codes, from the number of codes of each length and their symbols in order.
fn codes(table: &[u8]) -> Codes {
    let (counts, symbols) = table.split_at(16);
    let mut codes = [(0, 0); 256];
    let (mut code, mut symbols) = (0, symbols.iter());
    for (length, count) in (1..).zip(counts) {
        for symbol in symbols.by_ref().take(usize::from(*count)) {
            codes[usize::from(*symbol)] = (code, length);
            code += 1;
        }
        code <<= 1;
    }
    codes
}

fn header() -> Vec<u8> {
    let digit = |at: usize| char::from(HEADER.as_bytes()[at]).to_digit(16).expect("the header is hexadecimal") as u8;
    (0..HEADER.len() / 2).map(|at| digit(at * 2) << 4 | digit(at * 2 + 1)).collect()
}

/// The header of every stripped thumbnail, with zeros for height and width.
const HEADER: &str = concat!(
    "ffd8ffe000104a46494600010100000100010000ffdb004300281c1e231e19282321232d2b28303c64413c37373c7b585d4964918099968f808c8aa0",
    "b4e6c3a0aadaad8a8cc8ffcbdaeef5ffffff9bc1fffffffaffe6fdfff8ffdb0043012b2d2d3c353c76414176f8a58ca5f8f8f8f8f8f8f8f8f8f8f8f8",
    "f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8ffc00011080000000003012200021101031101ffc400",
    "1f0000010501010101010100000000000000000102030405060708090a0bffc400b5100002010303020403050504040000017d010203000411051221",
    "31410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a53545556",
    "5758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6",
    "c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffc4001f0100030101010101010101010000000000000102030405",
    "060708090a0bffc400b51100020102040403040705040400010277000102031104052131061241510761711322328108144291a1b1c109233352f015",
    "6272d10a162434e125f11718191a262728292a35363738393a434445464748494a535455565758595a636465666768696a737475767778797a828384",
    "85868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9ea",
    "f2f3f4f5f6f7f8f9faffda000c03010002110311003f00",
);

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    #[test]
    fn a_client_can_decode_the_picture() {
        let picture = RgbImage::from_fn(40, 27, |x, y| Rgb([(x * 6) as u8, (y * 9) as u8, 128]));
        let stripped = encode(&picture);
        assert_eq!(stripped[..3], [1, 27, 40]);
        let seen = image::load_from_memory(&expand(&stripped)).unwrap().into_rgb8();
        assert_eq!(seen.dimensions(), (40, 27));
        let difference: u32 = picture
            .pixels()
            .zip(seen.pixels())
            .flat_map(|(a, b)| a.0.into_iter().zip(b.0))
            .map(|(a, b)| u32::from(a.abs_diff(b)))
            .sum();
        assert!(difference / (40 * 27 * 3) < 12, "{difference}");
    }

    #[test]
    fn one_pixel_can_be_encoded() {
        let stripped = encode(&RgbImage::from_pixel(1, 1, Rgb([255, 0, 0])));
        let seen = image::load_from_memory(&expand(&stripped)).unwrap().into_rgb8();
        let [red, green, blue] = seen.get_pixel(0, 0).0;
        assert!(red > 200 && green < 60 && blue < 60, "{red} {green} {blue}");
    }
}
