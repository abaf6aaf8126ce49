//! Flowing shapes: marbled ink, wind over a field, a Julia set.

use crate::canvas::Scene;
use crate::colour::{Gradient, mix};
use crate::noise::{fractal, hash};
use crate::vector::smooth;

/// Ink on water, stirred twice.
pub fn marble(colours: &'static [u32], scale: f32, seed: u32, time: f32) -> Scene {
    let gradient = Gradient::new(colours);
    Box::new(move |x, y| {
        let (px, py) = (x * scale, y * scale);
        let once = (fractal(px, py + time * 0.1, 4, seed), fractal(px + 5.2, py + 1.3, 4, seed + 9));
        let twice = (
            fractal(px + 2.6 * once.0 + 1.7, py + 2.6 * once.1 + 9.2 + time * 0.06, 4, seed + 18),
            fractal(px + 2.6 * once.0 + 8.3, py + 2.6 * once.1 + 2.8, 4, seed + 27),
        );
        let value = fractal(px + 2.8 * twice.0, py + 2.8 * twice.1, 5, seed + 36);
        let veins = (value * 9.0 + twice.0 * 5.0).sin();
        let place = 0.5 + 0.75 * value + 0.12 * veins;
        let edge = smooth(0.12, 0.0, (veins - 0.75).abs());
        let colour = gradient.at(place) * (0.9 + 0.35 * twice.1);
        mix(colour, gradient.at(place + 0.35) * 1.15, edge * 0.5)
    })
}

/// Threads that follow a wind field: noise, smeared in the wind's direction.
pub fn threads(colours: &'static [u32], scale: f32, seed: u32, time: f32) -> Scene {
    let gradient = Gradient::new(colours);
    Box::new(move |x, y| {
        let wind = |x: f32, y: f32| {
            let angle = fractal(x * scale, y * scale + time * 0.05, 2, seed) * 7.0;
            (angle.cos(), angle.sin())
        };
        let (mut sum, mut tint, mut weight) = (0.0, 0.0, 0.0);
        for direction in [-1.0, 1.0] {
            let (mut px, mut py) = (x, y);
            for step in 0..26 {
                let (wx, wy) = wind(px, py);
                px += wx * direction * 0.0045;
                py += wy * direction * 0.0045;
                let fade = 1.0 - step as f32 / 26.0;
                let (cx, cy) = ((px * 210.0).floor() as i32, (py * 210.0).floor() as i32);
                sum += fade * hash(cx, cy, seed + 3);
                tint += fade * fractal(px * scale * 1.4, py * scale * 1.4, 2, seed + 5);
                weight += fade;
            }
        }
        let thread = smooth(0.33, 0.67, sum / weight);
        gradient.at(0.5 + 1.1 * tint / weight + 0.18 * (thread - 0.5)) * (0.45 + 0.75 * thread)
    })
}

/// z → z² + c, coloured by the number of steps until it escapes.
pub fn julia(colours: &'static [u32], centre: (f32, f32), zoom: f32, aspect: f32, time: f32) -> Scene {
    let gradient = Gradient::new(colours);
    let c = (centre.0 + 0.01 * time.sin(), centre.1 + 0.01 * time.cos());
    Box::new(move |x, y| {
        let (mut zx, mut zy) = ((x - aspect * 0.5) * zoom, (y - 0.5) * zoom);
        let (turn_cos, turn_sin) = (0.82, 0.57);
        (zx, zy) = (zx * turn_cos - zy * turn_sin, zx * turn_sin + zy * turn_cos);
        let mut trap = f32::MAX;
        for step in 0..260 {
            (zx, zy) = (zx * zx - zy * zy + c.0, 2.0 * zx * zy + c.1);
            let size = zx * zx + zy * zy;
            trap = trap.min((zx * 0.8 + zy * 0.6).abs());
            if size > 400.0 {
                let slow = step as f32 + 1.0 - (size.ln() * 0.5).log2();
                let place = 0.5 - 0.5 * (slow.max(0.0).sqrt() * 0.62).cos();
                return gradient.at(place) * (0.7 + 0.6 * smooth(0.25, 0.0, trap));
            }
        }
        gradient.at(0.0) * 0.25
    })
}
