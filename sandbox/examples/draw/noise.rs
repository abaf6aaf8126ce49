//! Smooth pseudorandom functions, which depend on the seed alone.

/// A value from 0 to 1 for a lattice point.
pub fn hash(x: i32, y: i32, seed: u32) -> f32 {
    let mut h =
        (x as u32).wrapping_mul(0x8da6_b343) ^ (y as u32).wrapping_mul(0xd816_3841) ^ seed.wrapping_mul(0xcb1a_b31f);
    h ^= h >> 15;
    h = h.wrapping_mul(0x2c1b_3c6d);
    h ^= h >> 12;
    h = h.wrapping_mul(0x297a_2d39);
    h ^= h >> 15;
    (h >> 8) as f32 / 16_777_216.0
}

/// Gradient noise, about −1 to 1, with features one unit wide.
pub fn noise(x: f32, y: f32, seed: u32) -> f32 {
    let (cell_x, cell_y) = (x.floor(), y.floor());
    let (fx, fy) = (x - cell_x, y - cell_y);
    let (ix, iy) = (cell_x as i32, cell_y as i32);
    let corner = |dx: i32, dy: i32| {
        let angle = hash(ix + dx, iy + dy, seed) * std::f32::consts::TAU;
        angle.cos() * (fx - dx as f32) + angle.sin() * (fy - dy as f32)
    };
    let ease = |t: f32| t * t * t * (t * (t * 6.0 - 15.0) + 10.0);
    let (u, v) = (ease(fx), ease(fy));
    let top = corner(0, 0) + (corner(1, 0) - corner(0, 0)) * u;
    let bottom = corner(0, 1) + (corner(1, 1) - corner(0, 1)) * u;
    (top + (bottom - top) * v) * std::f32::consts::SQRT_2
}

/// The sum of several octaves of noise, about −1 to 1.
pub fn fractal(x: f32, y: f32, octaves: u32, seed: u32) -> f32 {
    let (mut sum, mut weight, mut scale) = (0.0, 0.5, 1.0);
    for octave in 0..octaves {
        sum += weight * noise(x * scale + octave as f32 * 17.3, y * scale - octave as f32 * 9.1, seed + octave);
        weight *= 0.5;
        scale *= 2.03;
    }
    sum
}

/// Fractal noise with sharp crests, 0 to 1.
pub fn ridged(x: f32, y: f32, octaves: u32, seed: u32) -> f32 {
    let (mut sum, mut weight, mut scale, mut above) = (0.0, 0.5, 1.0, 1.0);
    for octave in 0..octaves {
        let crest = 1.0 - noise(x * scale, y * scale, seed + octave).abs();
        let crest = crest * crest * above;
        sum += weight * crest;
        above = crest.clamp(0.0, 1.0);
        weight *= 0.5;
        scale *= 2.07;
    }
    sum
}

/// The distances to the nearest and second nearest of random points (one in each unit cell), and the cell of the nearest one.
pub fn cells(x: f32, y: f32, seed: u32) -> (f32, f32, (i32, i32)) {
    let (ix, iy) = (x.floor() as i32, y.floor() as i32);
    let (mut first, mut second, mut cell) = (f32::MAX, f32::MAX, (0, 0));
    for cy in iy - 1..=iy + 1 {
        for cx in ix - 1..=ix + 1 {
            let (px, py) = (cx as f32 + hash(cx, cy, seed), cy as f32 + hash(cx, cy, seed ^ 0x55aa));
            let distance = (px - x).hypot(py - y);
            if distance < first {
                (second, first, cell) = (first, distance, (cx, cy));
            } else if distance < second {
                second = distance;
            }
        }
    }
    (first, second, cell)
}
