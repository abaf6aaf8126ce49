//! The sky of every landscape: a gradient, a sun or a moon, clouds, stars.

use crate::colour::{Colour, Gradient, hex, mix};
use crate::noise::{fractal, hash};
use crate::vector::{Vec3, smooth};

/// The options of a sky.
#[derive(Clone, Copy)]
pub struct Sky {
    /// The colours from the zenith to the horizon.
    pub colours: &'static [u32],
    /// The position (parts of the width and height), radius and colour of the sun or moon.
    pub sun: Option<(f32, f32, f32, u32)>,
    /// The amount of cloud, 0 to 1, and the colour of its lit side.
    pub clouds: (f32, u32),
    /// The number of stars, 0 to 1.
    pub stars: f32,
    /// The width of the moon's shadow, as a part of its radius; 0 for a full moon or a sun.
    pub crescent: f32,
}

impl Sky {
    pub const CLEAR: Sky =
        Sky { colours: &[0x2b6cb0, 0xbfe3ff], sun: None, clouds: (0.0, 0), stars: 0.0, crescent: 0.0 };

    /// A function for the sky's colours; `horizon` is the height of the last one.
    pub fn shader(self, aspect: f32, horizon: f32, seed: u32, time: f32) -> impl Fn(f32, f32) -> Colour + Sync {
        let gradient = Gradient::new(self.colours);
        let lit = hex(self.clouds.1);
        move |x, y| {
            let mut colour = gradient.at(y / horizon);
            if self.stars > 0.0 {
                colour = colour + stars(x, y, self.stars, seed) * smooth(horizon, horizon * 0.3, y);
            }
            if let Some((sun_x, sun_y, radius, code)) = self.sun {
                let (dx, dy) = (x - sun_x * aspect, y - sun_y);
                let distance = dx.hypot(dy);
                let sun = hex(code);
                let glow = (-(distance / (radius * 5.0)).powf(0.8) * 1.6).exp() * 0.55;
                colour = colour + sun * (glow * 0.7);
                let disc = smooth(radius + 0.0012, radius - 0.0012, distance);
                let shadow = (dx + radius * self.crescent).hypot(dy + radius * self.crescent * 0.4);
                let dark = if self.crescent > 0.0 { smooth(radius + 0.001, radius - 0.001, shadow) } else { 0.0 };
                let mottled = if self.stars > 0.0 {
                    0.92 + 0.16 * fractal(dx / radius * 1.6, dy / radius * 1.6, 4, seed)
                } else {
                    1.05
                };
                colour = mix(colour, sun * mottled, disc * (1.0 - dark));
            }
            if self.clouds.0 > 0.0 {
                let depth = 0.35 / (horizon * 1.15 - y).max(0.04);
                let (cx, cy) = ((x - aspect * 0.5) * depth * 2.2 + time * 0.05, depth * 3.0);
                let body = fractal(cx, cy * 1.6, 6, seed + 40) + self.clouds.0 - 0.5;
                let cover = smooth(-0.05, 0.45, body) * smooth(horizon * 1.02, horizon * 0.8, y);
                let toward = fractal(cx + 0.12, cy * 1.6 - 0.1, 4, seed + 40) + self.clouds.0 - 0.5;
                let light = (0.75 + (body - toward) * 1.4).clamp(0.35, 1.2);
                colour = mix(colour, mix(colour, lit, 0.85) * light, cover * 0.85);
            }
            colour
        }
    }
}

/// Stars of several sizes, with a faint band across.
fn stars(x: f32, y: f32, amount: f32, seed: u32) -> Colour {
    let mut light = Vec3::default();
    for (layer, scale) in [70.0, 130.0, 240.0].into_iter().enumerate() {
        let (sx, sy) = (x * scale, y * scale);
        let (cx, cy) = (sx.floor() as i32, sy.floor() as i32);
        let layer_seed = seed + 100 * layer as u32;
        let chance = hash(cx, cy, layer_seed);
        if chance > amount * 0.1 {
            continue;
        }
        let (px, py) = (0.25 + 0.5 * hash(cx, cy, layer_seed + 1), 0.25 + 0.5 * hash(cx, cy, layer_seed + 2));
        let distance = (sx - cx as f32 - px).hypot(sy - cy as f32 - py);
        let size = 0.06 + 0.14 * hash(cx, cy, layer_seed + 3).powi(5);
        let warmth = hash(cx, cy, layer_seed + 4);
        let tint = mix(hex(0xbcd0ff), hex(0xffe2bd), warmth);
        light = light + tint * ((-(distance / size).powi(2)).exp() * (0.35 + 0.9 * hash(cx, cy, layer_seed + 5)));
    }
    light
}
