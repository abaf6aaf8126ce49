//! Northern lights, and a nebula with a ringed planet.

use super::sky::Sky;
use crate::canvas::Scene;
use crate::colour::{Colour, Gradient, hex, mix};
use crate::noise::{fractal, noise};
use crate::vector::{Vec3, smooth};

/// Curtains of light over the sky of the scene `ground`.
pub fn aurora(sky: Sky, colours: [u32; 3], ground: Scene, aspect: f32, seed: u32, time: f32) -> Scene {
    let plain = sky.shader(aspect, 0.75, seed, time);
    let [low, middle, high] = colours.map(hex);
    let glow = move |x: f32, y: f32| {
        let mut light = Vec3::default();
        for curtain in 0..3u32 {
            let shift = curtain as f32 * 1.7;
            let foot = 0.5 - 0.1 * curtain as f32
                + 0.13 * fractal(x * 0.9 + shift + time * 0.1, shift + time * 0.05, 4, seed + curtain)
                + 0.05 * (x * 2.5 + shift).sin();
            let up = foot - y;
            let rays = 0.55
                + 0.45 * noise(x * 26.0 + up * 3.0 + time, shift, seed + 20 + curtain)
                + 0.3 * noise(x * 70.0, shift + time, seed + 30 + curtain);
            let body = smooth(-0.02, 0.015, up) * (-(up.max(0.0)) * (4.5 - curtain as f32)).exp();
            let tint = if up < 0.12 { mix(low, middle, up / 0.12) } else { mix(middle, high, (up - 0.12) * 3.0) };
            light = light + tint * (body * rays.max(0.05) * (0.75 - 0.15 * curtain as f32));
        }
        light
    };
    Box::new(move |x, y| {
        let land = ground(x, y);
        // The ground is drawn on black: black is sky.
        if land == Colour::default() { plain(x, y) + glow(x, y) } else { land + glow(x, 0.42) * 0.06 }
    })
}

/// A black sky over pines and snow, for [`aurora`] to fill.
pub fn clearing(aspect: f32, seed: u32) -> Scene {
    use super::hills::{Hills, scene};
    scene(
        Hills {
            sky: Sky { colours: &[0x000000, 0x000000], ..Sky::CLEAR },
            horizon: 0.72,
            far: 0x16283a,
            near: 0x03070c,
            ridges: 4,
            relief: 0.1,
            peaks: true,
            mist: 0.0,
            pines: 0.2,
            water: 1.0,
            balloons: 0,
        },
        aspect,
        seed,
        0.0,
    )
}

/// Gas clouds and stars, and a planet at (part of the width, part of the height, radius).
pub fn nebula(
    colours: &'static [u32],
    planet: Option<(f32, f32, f32, &'static [u32])>,
    aspect: f32,
    seed: u32,
    time: f32,
) -> Scene {
    let gas = Gradient::new(colours);
    let stars = Sky { colours: &[0x000000, 0x000000], stars: 1.0, ..Sky::CLEAR }.shader(aspect, 9.0, seed, 0.0);
    let bands = planet.map(|(.., colours)| Gradient::new(colours));
    Box::new(move |x, y| {
        let (wx, wy) = (fractal(x * 1.3, y * 1.3, 5, seed), fractal(x * 1.3 + 9.0, y * 1.3, 5, seed + 5));
        let cloud = fractal(x * 1.1 + wx * 1.3 + time * 0.03, y * 1.1 + wy * 1.3, 7, seed + 11);
        let dust = fractal(x * 2.2 - wy * 1.5, y * 2.2 + wx * 1.5, 7, seed + 23);
        let density = smooth(-0.45, 0.42, cloud);
        let mut colour = gas.at(density) * (0.5 + 0.9 * smooth(-0.4, 0.3, dust)) + stars(x, y) * (1.2 - density * 0.7);
        let (Some((px, py, radius, _)), Some(bands)) = (planet, &bands) else { return colour };
        let (dx, dy) = ((x - px * aspect) / radius, (y - py) / radius);
        let light = Vec3(-0.75, -0.45, 0.5).unit();
        // The ring's plane is rotated by 0.35 and tilted, so that its height is 0.22 of its width.
        let (rx, ry) = (dx * 0.94 + dy * 0.34, (dy * 0.94 - dx * 0.34) / 0.22);
        let out = rx.hypot(ry);
        let in_ring = (1.35..2.3).contains(&out);
        let inside = dx * dx + dy * dy;
        if inside < 1.0 {
            let normal = Vec3(dx, dy, (1.0 - inside).sqrt());
            let latitude = (dy * 0.94 - dx * 0.34) * 0.5 + 0.5;
            let swirl = fractal(rx * 1.5 + 4.0, latitude * 9.0, 5, seed + 50) * 0.06;
            let ring_shadow = 1.0 - 0.5 * smooth(0.1, 0.0, (ry * 0.22 + 0.16 * normal.2 - 0.02).abs());
            let lit = smooth(-0.12, 0.9, normal.dot(light)) * ring_shadow;
            colour = bands.at(latitude + swirl) * (lit * 1.15) + hex(0x7fb0ff) * ((1.0 - normal.2).powi(4) * lit * 0.5);
        }
        if in_ring && (inside >= 1.0 || ry > 0.0) {
            let grain = 0.5 + 0.5 * noise(out * 22.0, 0.0, seed + 60) + 0.25 * noise(out * 80.0, 1.0, seed + 61);
            let edge =
                smooth(1.35, 1.45, out) * smooth(2.3, 2.15, out) * (1.0 - smooth(0.03, 0.0, (out - 1.86).abs()) * 0.9);
            let shadowed = rx > 0.0 && (rx * 0.6 + ry * 0.22 * 0.2).abs() < 1.5 && ry.abs() < 0.9 && ry < 0.0;
            colour = mix(colour, bands.at(0.7) * if shadowed { 0.25 } else { 1.0 }, (edge * grain).clamp(0.0, 0.9));
        }
        colour
    })
}
