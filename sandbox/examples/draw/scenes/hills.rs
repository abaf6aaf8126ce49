//! Ridges behind ridges, paler with distance; optionally with mist, pines, water and balloons.

use super::sky::Sky;
use crate::canvas::Scene;
use crate::colour::{Colour, hex, mix};
use crate::noise::{fractal, hash, noise, ridged};
use crate::vector::smooth;

/// The options of a landscape.
#[derive(Clone, Copy)]
pub struct Hills {
    pub sky: Sky,
    /// The height of the farthest ridge, as a part of the picture's height.
    pub horizon: f32,
    /// The colour of distant and of near ridges.
    pub far: u32,
    pub near: u32,
    /// The number of ridges.
    pub ridges: usize,
    /// The height of the ridges.
    pub relief: f32,
    /// Whether they are peaks instead of hills.
    pub peaks: bool,
    /// The density of the mist below them, 0 to 1.
    pub mist: f32,
    /// The height of the pines on the near ridges; 0 for none.
    pub pines: f32,
    /// The top of a lake, as a part of the height; 1 for none.
    pub water: f32,
    /// The number of balloons.
    pub balloons: usize,
}

struct Ridge {
    profile: Vec<f32>,
    colour: Colour,
    foot: Colour,
    pines: f32,
    base: f32,
    drift: f32,
}

pub fn scene(options: Hills, aspect: f32, seed: u32, time: f32) -> Scene {
    let sky = options.sky.shader(aspect, options.horizon + 0.08, seed, time);
    let haze = sky(aspect * 0.5, options.horizon);
    let ridges: Vec<_> = (0..options.ridges).map(|index| ridge(&options, index, aspect, haze, seed, time)).collect();
    let balloons: Vec<_> = (0..options.balloons).map(|index| Balloon::new(index, aspect, seed, time)).collect();
    Box::new(move |x, y| {
        let mut at = (x, y);
        let mirrored = y > options.water;
        if mirrored {
            let depth = y - options.water;
            let ripple = noise(x * 9.0 / (0.2 + depth * 3.0), (y + time * 0.02) * 90.0 / (0.5 + depth * 4.0), seed + 9);
            at = (
                x + ripple * 0.012 * depth.sqrt() * 2.0,
                (options.water - depth * 1.05 + ripple * 0.03 * depth).max(0.0),
            );
        }
        let mut colour = sky(at.0, at.1);
        for balloon in &balloons {
            colour = balloon.over(colour, at.0, at.1);
        }
        for ridge in &ridges {
            if ridge.covers(at.0, at.1, aspect, seed) {
                let fade = smooth(0.0, 0.16, at.1 - ridge.base + 0.05);
                colour = mix(ridge.colour, ridge.foot, fade * options.mist);
            }
        }
        if mirrored {
            let depth = (y - options.water) / (1.0 - options.water).max(0.01);
            colour = mix(colour, colour * 0.62, 0.35 + 0.65 * depth) + sky(x, 0.1) * 0.03;
        }
        colour
    })
}

fn ridge(options: &Hills, index: usize, aspect: f32, haze: Colour, seed: u32, time: f32) -> Ridge {
    const STEPS: usize = 3000;
    let near = index as f32 / (options.ridges - 1).max(1) as f32;
    let bottom = options.water.min(1.0);
    let base = options.horizon + (bottom - options.horizon) * near.powf(1.25) * 0.96;
    let height = options.relief * (1.0 - 0.35 * near);
    let scale = 1.5 + 1.1 * (1.0 - near);
    let drift = time * (0.01 + 0.12 * near * near);
    let ridge_seed = seed + 31 * index as u32;
    let profile = (0..=STEPS)
        .map(|step| {
            let x = (step as f32 / STEPS as f32 * 1.1 - 0.05) * aspect + drift + 3.0;
            let shape = if options.peaks && near < 0.75 {
                ridged(x * scale * 0.55, 0.37 * index as f32, 7, ridge_seed) * 1.5 - 0.55
            } else {
                fractal(x * scale, 5.0 * index as f32, 6, ridge_seed)
            };
            base - height * shape
        })
        .collect();
    let colour = mix(hex(options.far), hex(options.near), near);
    let pines = if options.pines > 0.0 && near > 0.45 { options.pines * (0.25 + 0.75 * near * near) } else { 0.0 };
    Ridge { profile, colour, foot: mix(colour, haze, 0.75 - 0.35 * near), pines, base, drift }
}

impl Ridge {
    fn line(&self, x: f32, aspect: f32) -> f32 {
        let place = ((x / aspect + 0.05) / 1.1).clamp(0.0, 1.0) * (self.profile.len() - 1) as f32;
        let index = (place as usize).min(self.profile.len() - 2);
        let (a, b) = (self.profile[index], self.profile[index + 1]);
        a + (b - a) * (place - index as f32)
    }

    fn covers(&self, x: f32, y: f32, aspect: f32, seed: u32) -> bool {
        let line = self.line(x, aspect);
        y > line || (self.pines > 0.0 && y > line - self.pines * 1.5 && self.pine(x, y, aspect, seed))
    }

    fn pine(&self, x: f32, y: f32, aspect: f32, seed: u32) -> bool {
        let spacing = self.pines * 0.26;
        let cell = ((x + self.drift) / spacing).floor() as i32;
        (cell - 2..=cell + 2).any(|cell| {
            let salt = seed + (self.base * 1000.0) as u32;
            let grove = noise(cell as f32 * 0.11, 0.5, salt + 3);
            if hash(cell, 0, salt) > 0.8 + grove {
                return false;
            }
            let centre = (cell as f32 + 0.2 + 0.6 * hash(cell, 1, salt)) * spacing - self.drift;
            let height = self.pines * (0.5 + 0.6 * hash(cell, 2, salt) + 0.3 * grove);
            let foot = self.line(centre, aspect) + height * 0.08;
            let down = (y - (foot - height)) / height;
            let tier = 0.6 + 0.4 * (down * (7.0 + 3.0 * hash(cell, 3, salt))).fract();
            (0.0..1.0).contains(&down) && (x - centre).abs() < height * 0.19 * down.powf(0.85) * tier + height * 0.006
        })
    }
}

struct Balloon {
    x: f32,
    y: f32,
    radius: f32,
    stripes: [Colour; 2],
}

impl Balloon {
    fn new(index: usize, aspect: f32, seed: u32, time: f32) -> Self {
        let pick = |salt: i32| hash(index as i32, salt, seed + 500);
        let pairs = [
            (0xe4572e, 0xf6f1e7),
            (0x17bebb, 0xffc914),
            (0x76b041, 0xfff4d6),
            (0xd7263d, 0xf9c846),
            (0x3d5a98, 0xf2e9e4),
        ];
        let (one, two) = pairs[index % pairs.len()];
        Self {
            x: aspect * (0.08 + 0.84 * ((index as f32 + 0.2 + 0.6 * pick(1)) * 0.382).fract()) + time * 0.01,
            y: 0.12 + 0.36 * pick(2) - time * 0.008,
            radius: 0.022 + 0.055 * pick(3).powi(2),
            stripes: [hex(one), hex(two)],
        }
    }

    fn over(&self, below: Colour, x: f32, y: f32) -> Colour {
        let (dx, dy) = ((x - self.x) / self.radius, (y - self.y) / self.radius);
        let taper =
            if dy > 0.0 { (1.0 - (dy / 1.45).powi(2)).max(0.0).powf(0.62) } else { (1.0 - dy * dy).max(0.0).sqrt() };
        if dx.abs() < taper && dy < 1.32 {
            let around = (dx / taper).clamp(-1.0, 1.0).asin();
            let stripe = (around * 3.0 + 9.0).floor() as usize % 2;
            let light = 0.72 + 0.4 * (0.5 - 0.5 * dx) * (0.75 - 0.35 * dy);
            return self.stripes[stripe] * light;
        }
        if dx.abs() < 0.17 && (1.62..1.9).contains(&dy) {
            return hex(0x5b3a22);
        }
        if (1.25..1.65).contains(&dy) && (dx.abs() - 0.15 - (1.65 - dy) * 0.35).abs() < 0.02 {
            return hex(0x4a3a30);
        }
        below
    }
}
