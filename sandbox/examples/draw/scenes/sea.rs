//! Open water: waves on a plane that reflect the sky and glitter in the sun; optionally with a sailing boat.

use super::sky::Sky;
use crate::canvas::Scene;
use crate::colour::{Colour, hex, mix};
use crate::noise::fractal;
use crate::vector::{Vec3, smooth};

/// The options of a sea.
#[derive(Clone, Copy)]
pub struct Sea {
    pub sky: Sky,
    /// The horizon, as a part of the height.
    pub horizon: f32,
    /// The water's own colour.
    pub water: u32,
    /// The height of the waves; 1 is a breeze.
    pub swell: f32,
    /// The boat's position (part of the width) and size; size 0 for none.
    pub boat: (f32, f32),
    /// The colour of light on the waves.
    pub glitter: u32,
}

pub fn scene(options: Sea, aspect: f32, seed: u32, time: f32) -> Scene {
    let sky = options.sky.shader(aspect, options.horizon, seed, time);
    let (water, glitter) = (hex(options.water), hex(options.glitter));
    let (sun_x, sun_y) = options.sky.sun.map_or((0.5, 0.2), |(x, y, ..)| (x * aspect, y));
    let boat = Boat { x: options.boat.0 * aspect + time * 0.01, y: options.horizon + 0.012, size: options.boat.1 };
    Box::new(move |x, y| {
        if let Some(colour) = boat.at(x, y) {
            return colour;
        }
        let below = y - options.horizon;
        if below <= 0.0 {
            return sky(x, y);
        }
        let distance = 0.08 / (below + 0.002);
        let (wx, wz) = ((x - aspect * 0.5) * distance * 6.0, distance * 6.0);
        let calm = options.swell / (1.0 + distance * 0.18);
        let wave = |dx: f32, dz: f32| {
            let (px, pz) = (wx + dx, wz + dz);
            fractal(px * 0.5 + time * 0.35, pz * 1.3 - time * 0.6, 5, seed + 3)
                + 0.45 * (pz * 1.1 + px * 0.25 + time + fractal(px * 0.3, pz * 0.3, 2, seed) * 4.0).sin() * 0.5
        };
        let step = 0.02 + distance * 0.004;
        let centre = wave(0.0, 0.0);
        let slope_x = (wave(step, 0.0) - centre) / step * 0.16 * calm;
        let slope_z = (wave(0.0, step) - centre) / step * 0.16 * calm;
        let normal = Vec3(-slope_x, 1.0, -slope_z).unit();
        let view = Vec3((x - aspect * 0.5) * 0.9, -below - 0.015, 1.0).unit();
        let mirror = view.reflect(normal);
        let up = (mirror.1.abs() * 0.9).min(0.98);
        let mirrored = sky(x + mirror.0 * 0.12 - (x - aspect * 0.5) * 0.08, options.horizon * (1.0 - up));
        let facing = 0.06 + 0.94 * (1.0 - (-view.dot(normal)).clamp(0.0, 1.0)).powi(4);
        let depth = water * (0.75 + 0.5 * smooth(-0.6, 0.8, centre));
        let mut colour = mix(depth, mirrored, facing.clamp(0.12, 0.92));
        let sun = Vec3((sun_x - aspect * 0.5) * 0.9, options.horizon - sun_y, 1.0).unit();
        let spark = mirror.dot(sun).max(0.0);
        colour = colour + glitter * (spark.powf(180.0) * 1.6 + spark.powf(24.0) * 0.22);
        mix(colour, sky(x, options.horizon * 0.99), smooth(0.03, 0.0, below) * 0.6) * boat.shade(x, y)
    })
}

struct Boat {
    x: f32,
    y: f32,
    size: f32,
}

impl Boat {
    fn at(&self, x: f32, y: f32) -> Option<Colour> {
        if self.size == 0.0 {
            return None;
        }
        let (dx, dy) = ((x - self.x) / self.size, (y - self.y) / self.size);
        let hull = (-0.12..0.08).contains(&dy)
            && dx.abs() < 0.42 - (dy + 0.12).powi(2) * 4.0 + if dx > 0.0 { 0.08 - dy } else { 0.0 };
        let main =
            (-1.25..-0.17).contains(&dy) && dx < 0.0 && dx > -(dy + 1.25) * 0.36 * (1.0 + 0.2 * (dy + 0.2).abs());
        let jib = (-1.05..-0.17).contains(&dy) && dx > 0.03 && dx < 0.03 + (dy + 1.05) * 0.42;
        if hull {
            Some(mix(hex(0x2a1f1c), hex(0x7c4a33), smooth(0.0, -0.12, dy)))
        } else if main {
            Some(mix(hex(0xfff6e6), hex(0xe2c9a8), smooth(0.0, -0.4, dx)))
        } else if jib {
            Some(mix(hex(0xf3e3c8), hex(0xd8b98f), smooth(0.0, 0.4, dx)))
        } else {
            None
        }
    }

    /// The darker water below the boat.
    fn shade(&self, x: f32, y: f32) -> f32 {
        if self.size == 0.0 {
            return 1.0;
        }
        let (dx, dy) = ((x - self.x) / self.size, (y - self.y) / self.size);
        1.0 - 0.45 * (-(dx / 0.4).powi(2) - (dy / 0.35).powi(2)).exp()
    }
}
