//! A town by the water in the evening: rows of houses, some windows lit, and their reflection.

use super::sky::Sky;
use crate::canvas::Scene;
use crate::colour::{hex, mix};
use crate::noise::{hash, noise};
use crate::vector::smooth;

/// The options of a town.
#[derive(Clone, Copy)]
pub struct City {
    pub sky: Sky,
    /// The waterline, as a part of the height.
    pub water: f32,
    /// The height of the tallest house.
    pub height: f32,
    /// The colour of distant and of near houses.
    pub far: u32,
    pub near: u32,
    /// The part of windows that are lit, 0 to 1.
    pub lights: f32,
}

pub fn scene(options: City, aspect: f32, seed: u32, time: f32) -> Scene {
    let sky = options.sky.shader(aspect, options.water, seed, time);
    let (far, near) = (hex(options.far), hex(options.near));
    Box::new(move |x, y| {
        let (mut at_x, mut at_y) = (x, y);
        let depth = y - options.water;
        if depth > 0.0 {
            let ripple = noise(x * 10.0 / (0.25 + depth), y * 110.0 / (0.4 + depth * 2.0) - time, seed + 9);
            at_x += ripple * 0.02 * depth.sqrt();
            at_y = options.water - depth * 1.1 + ripple * 0.05 * depth;
        }
        let mut colour = sky(at_x, at_y);
        for row in 0..4 {
            let nearness = row as f32 / 3.0;
            let width = 0.022 + 0.03 * nearness;
            let row_seed = seed + 77 * row;
            let cell = (at_x / width + row as f32 * 0.37).floor() as i32;
            let within = (at_x / width + row as f32 * 0.37) - cell as f32;
            let downtown = (-((at_x / aspect - 0.45 - 0.2 * hash(row as i32, 5, seed)) / 0.3).powi(2)).exp();
            let tall = options.height
                * (1.05 - 0.5 * nearness)
                * (0.22 + 0.78 * downtown)
                * (0.35 + 0.65 * hash(cell, 1, row_seed));
            let slim = 0.06 * hash(cell, 2, row_seed);
            let step = if hash(cell, 3, row_seed) > 0.6 && (within - 0.5).abs() > 0.25 { 0.82 } else { 1.0 };
            let top = options.water - tall * step;
            let mast = hash(cell, 4, row_seed) > 0.86 && (within - 0.5).abs() < 0.025 && at_y > top - tall * 0.18;
            if !((at_y > top && (slim..1.0 - slim).contains(&within)) || mast) {
                continue;
            }
            let wall = mix(far, near, nearness);
            let up = (options.water - at_y) / options.height.max(0.01);
            colour = mix(wall, sky(at_x, options.water * 0.98), (1.0 - nearness) * 0.35 * smooth(0.5, 0.0, up));
            let floor_height = 0.0095 + 0.004 * nearness;
            let columns = 4.0 + (3.0 * hash(cell, 6, row_seed)).floor();
            let (column, storey) = ((within * columns).floor() as i32, (at_y / floor_height).floor() as i32);
            let (u, v) = ((within * columns).fract(), (at_y / floor_height).fract());
            let chance = hash(column + cell * 16, storey, row_seed + 8);
            let flicker = hash(cell, 7, row_seed) * 0.7 + 0.5;
            if !mast && chance < options.lights * flicker && (0.22..0.78).contains(&u) && (0.25..0.75).contains(&v) {
                let warm = mix(hex(0xffc46b), hex(0xfff1cf), hash(column + cell * 16, storey, row_seed + 9));
                colour = mix(colour, warm * 1.15, 0.45 + 0.55 * nearness);
            }
        }
        if depth > 0.0 {
            colour = mix(colour, colour * 0.55 + near * 0.25, 0.3 + 0.5 * smooth(0.0, 0.5, depth));
        }
        colour
    })
}
