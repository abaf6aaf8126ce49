//! Mountains and dunes in three dimensions: a height field by ray marching, lit by a low sun.

use super::sky::Sky;
use crate::canvas::Scene;
use crate::colour::{hex, mix};
use crate::noise::{fractal, ridged};
use crate::vector::{Vec3, smooth};

/// The options of a view.
#[derive(Clone, Copy)]
pub struct Terrain {
    pub sky: Sky,
    /// The colours of grass, rock and snow.
    pub ground: [u32; 3],
    /// The height above which snow lies, 0 to 1.
    pub snow: f32,
    /// The water level of lakes, 0 to 1.
    pub lake: f32,
    /// The light of the sun, and of the sky.
    pub light: [u32; 2],
    /// The direction of the sun: right, up, away.
    pub towards: (f32, f32, f32),
    /// How fast distant land turns to haze.
    pub haze: f32,
    /// Whether the land is dunes instead of mountains.
    pub dunes: bool,
}

const GRID: usize = 1400;
/// The extent of the grid, in units of the picture's height.
const LAND: f32 = 14.0;
const TALL: f32 = 1.9;

struct Land(Vec<f32>);

impl Land {
    fn new(dunes: bool, seed: u32) -> Self {
        let heights = (0..GRID * GRID).map(|index| {
            let (x, z) = ((index % GRID) as f32 / GRID as f32 * LAND, (index / GRID) as f32 / GRID as f32 * LAND);
            if dunes {
                return dune(x, z, seed);
            }
            let (wx, wz) =
                (fractal(x * 0.6, z * 0.6, 3, seed + 90) * 0.5, fractal(x * 0.6 + 40.0, z * 0.6, 3, seed + 91) * 0.5);
            let mass = ridged((x + wx) * 0.42, (z + wz) * 0.42, 9, seed);
            let valley = smooth(0.15, 1.9, (x - LAND * 0.5 - 0.6 * (z * 0.9).sin()).abs());
            mass * (0.3 + 0.85 * valley) * TALL * 0.62 + fractal(x * 7.0, z * 7.0, 4, seed + 7) * 0.02
        });
        Self(heights.collect())
    }

    fn at(&self, x: f32, z: f32) -> f32 {
        let scale = GRID as f32 / LAND;
        let (gx, gz) = ((x * scale).clamp(0.0, GRID as f32 - 2.0), (z * scale).clamp(0.0, GRID as f32 - 2.0));
        let (ix, iz) = (gx as usize, gz as usize);
        let (fx, fz) = (gx - ix as f32, gz - iz as f32);
        let get = |dx: usize, dz: usize| self.0[(iz + dz) * GRID + ix + dx];
        let (a, b) = (get(0, 0) + (get(1, 0) - get(0, 0)) * fx, get(0, 1) + (get(1, 1) - get(0, 1)) * fx);
        a + (b - a) * fz
    }

    fn normal(&self, x: f32, z: f32, step: f32) -> Vec3 {
        Vec3(self.at(x - step, z) - self.at(x + step, z), 2.0 * step, self.at(x, z - step) - self.at(x, z + step))
            .unit()
    }

    /// The distance along the ray to the land.
    fn intersect(&self, from: Vec3, ray: Vec3, lake: f32) -> Option<f32> {
        let (mut t, mut before) = (0.05, 0.0);
        while t < LAND {
            let p = from + ray * t;
            let gap = p.1 - self.at(p.0, p.2).max(lake);
            if gap < 0.0 {
                let (mut low, mut high) = (before, t);
                for _ in 0..10 {
                    let middle = (low + high) * 0.5;
                    let p = from + ray * middle;
                    if p.1 < self.at(p.0, p.2).max(lake) { high = middle } else { low = middle }
                }
                return Some(high);
            }
            if p.1 > TALL * 1.3 && ray.1 > 0.0 {
                return None;
            }
            before = t;
            t += (gap * 0.35).max(0.004 + t * 0.0012);
        }
        None
    }

    /// The part of the sun that reaches a point, 0 to 1, with soft edges.
    fn lit(&self, from: Vec3, sun: Vec3) -> f32 {
        let (mut t, mut light) = (0.02, 1.0f32);
        while t < 3.5 && light > 0.02 {
            let p = from + sun * t;
            let gap = p.1 - self.at(p.0, p.2);
            light = light.min(0.5 + gap * 14.0 / t);
            t += (gap * 0.5).max(0.02);
        }
        smooth(0.0, 1.0, light)
    }
}

/// Long crests across the wind, gentle on one side and steep on the other.
fn dune(x: f32, z: f32, seed: u32) -> f32 {
    let warp = fractal(x * 0.45, z * 0.45, 3, seed) * 1.9;
    let crest = |scale: f32, turn: f32, shift: f32| {
        let across = ((x * turn + z) * scale + warp * scale.sqrt() + shift).rem_euclid(1.0);
        let (gentle, steep) = (across / 0.7, (1.0 - across) / 0.3);
        let height = gentle.min(steep).clamp(0.0, 1.0);
        height * height * (2.0 - height)
    };
    let lie = 0.55 + 0.6 * fractal(x * 0.3 + 7.0, z * 0.3, 3, seed + 5);
    0.42 * crest(0.34, 0.75, 0.1) * lie + 0.13 * crest(0.8, -0.35, 0.4) * (1.1 - lie) + 0.1 * lie
}

pub fn scene(options: Terrain, aspect: f32, seed: u32, time: f32) -> Scene {
    let land = Land::new(options.dunes, seed);
    let horizon = 0.44;
    let sky = options.sky.shader(aspect, horizon + 0.1, seed, time);
    let sun = Vec3(options.towards.0, options.towards.1, options.towards.2).unit();
    let lake = options.lake * TALL * 0.4;
    let (eye_x, eye_z) = (LAND * 0.5, 0.9 + time * 0.06);
    let eye = Vec3(eye_x, land.at(eye_x, eye_z).max(lake) + if options.dunes { 0.24 } else { 0.32 }, eye_z);
    let [grass, rock, snow] = options.ground.map(hex);
    let [bright, ambient] = options.light.map(hex);
    let haze_colour = sky(aspect * 0.5, horizon);
    Box::new(move |x, y| {
        let ray = Vec3((x - aspect * 0.5) * 1.05, horizon - y, 1.0).unit();
        let Some(t) = land.intersect(eye, ray, lake) else { return sky(x, y) };
        let p = eye + ray * t;
        let surface = if p.1 <= lake + 0.0005 {
            let waves = fractal(p.0 * 30.0, p.2 * 60.0, 3, seed + 60) * 0.02;
            let mirror = Vec3(ray.0 + waves, ray.1.abs().max(0.01), ray.2).unit();
            let above = match land.intersect(Vec3(p.0, lake + 0.01, p.2), mirror, -1.0) {
                Some(_) => mix(grass, rock, 0.5) * ambient * 0.7,
                None => sky(x, (horizon - mirror.1 * 0.9).max(0.0)),
            };
            mix(above, hex(0x14323f), 0.35)
        } else {
            let mut normal = land.normal(p.0, p.2, 0.006 + t * 0.0015);
            if options.dunes {
                let ripple = ((p.2 + 0.4 * p.0 + 0.25 * fractal(p.0 * 2.5, p.2 * 2.5, 2, seed + 62)) * 190.0).sin();
                normal = (normal
                    + Vec3(0.2, 0.0, 0.5) * (ripple * 0.16 * smooth(2.4, 0.2, t) * smooth(0.75, 0.95, normal.1)))
                .unit();
            }
            let wild = fractal(p.0 * 5.0, p.2 * 5.0, 4, seed + 61);
            let height = p.1 / TALL + wild * 0.09;
            let steep = 1.0 - normal.1;
            let cover = mix(grass, grass * 0.5 + rock * 0.3, smooth(-0.3, 0.4, wild));
            let mut ground = mix(cover, rock, smooth(0.22, 0.42, steep + height * 0.25));
            ground = mix(ground, snow, smooth(options.snow, options.snow + 0.08, height) * smooth(0.62, 0.4, steep));
            let shade = land.lit(p + normal * 0.01, sun);
            let direct = normal.dot(sun).max(0.0) * shade;
            ground * (bright * (direct * 2.3) + ambient * (0.5 + 0.45 * normal.1))
        };
        let far = 1.0 - (-(t * options.haze).powf(1.4)).exp();
        let toward_sun = ray.dot(sun).max(0.0).powi(8);
        mix(surface, haze_colour + bright * (toward_sun * 0.25), far)
    })
}
