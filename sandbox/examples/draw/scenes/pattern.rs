//! Abstract pictures: flat shapes, glass, contour lines, soft lights, seeds in a spiral.

use crate::canvas::Scene;
use crate::colour::{Colour, Gradient, hex, mix};
use crate::noise::{cells, fractal, hash};
use crate::vector::smooth;

/// Squares with quarter circles, arcs and dots; `across` squares fit the height.
pub fn tiles(colours: &'static [u32], across: f32, seed: u32, time: f32) -> Scene {
    let palette: Vec<_> = colours.iter().map(|&code| hex(code)).collect();
    Box::new(move |x, y| {
        let (gx, gy) = (x * across, y * across);
        let (cx, cy) = (gx.floor() as i32, gy.floor() as i32);
        let beat = (time * 0.5 + hash(cx, cy, seed + 9) * 2.0) as i32;
        let pick = |salt: i32| hash(cx * 7 + salt, cy * 5 + beat, seed);
        let choose = |salt: i32| palette[((pick(salt) * palette.len() as f32) as usize).min(palette.len() - 1)];
        let (mut u, mut v) = (gx - cx as f32, gy - cy as f32);
        if pick(1) > 0.5 {
            u = 1.0 - u;
        }
        if pick(2) > 0.5 {
            v = 1.0 - v;
        }
        let back = choose(3);
        let mut front = choose(4);
        if front == back {
            front = palette[0];
        }
        let corner = u.hypot(v);
        let middle = (u - 0.5).hypot(v - 0.5);
        let other = choose(5);
        let colour = match (pick(6) * 7.0) as i32 {
            0 if corner < 1.0 => front,
            1 if corner < 0.33 => other,
            1 if (0.5..0.83).contains(&corner) => front,
            2 if middle < 0.18 => other,
            2 if middle < 0.4 => front,
            3 if u + v < 1.0 => front,
            4 if corner < 1.0 && (1.0 - u).hypot(1.0 - v) < 1.0 => front,
            5 if (u * 5.0) as i32 % 2 == 0 => front,
            6 if v > 0.5 && (u - 0.5).hypot(v - 0.5) < 0.5 => front,
            6 if v <= 0.5 && (u - 0.5).hypot(v) < 0.5 => other,
            _ => back,
        };
        colour * (1.0 + 0.03 * fractal(x * 120.0, y * 120.0, 2, seed))
    })
}

/// Panes of coloured glass between lead lines, lit from one side.
pub fn glass(colours: &'static [u32], scale: f32, aspect: f32, seed: u32) -> Scene {
    let gradient = Gradient::new(colours);
    Box::new(move |x, y| {
        let bend = fractal(x * 1.2, y * 1.2, 3, seed + 3) * 0.25;
        let (first, second, (cx, cy)) = cells((x + bend) * scale, (y - bend) * scale, seed);
        let lead = smooth(0.045, 0.075, second - first);
        let place =
            (cx as f32 / scale / aspect * 0.6 + cy as f32 / scale * 0.4 + 0.34 * (hash(cx, cy, seed + 1) - 0.5))
                .clamp(0.0, 1.0);
        let light = (x / aspect - 0.65).hypot(y - 0.3);
        let streaks = 1.0 + 0.12 * fractal(x * 30.0 + hash(cx, cy, 4) * 20.0, y * 5.0, 4, seed + 2);
        let pane = gradient.at(place) * (1.35 - 0.75 * light) * streaks * (0.8 + 0.45 * smooth(0.6, 0.0, first));
        mix(hex(0x14110f), pane, lead)
    })
}

/// The contour lines of a map over tinted heights.
pub fn contours(colours: &'static [u32], ink: u32, scale: f32, seed: u32, time: f32) -> Scene {
    let gradient = Gradient::new(colours);
    let ink = hex(ink);
    Box::new(move |x, y| {
        let field = |x: f32, y: f32| fractal(x * scale, y * scale + time * 0.08, 4, seed) + 0.1;
        let height = field(x, y);
        let step = 0.0012;
        let slope = (field(x + step, y) - height).hypot(field(x, y + step) - height) / step;
        let level = height * 22.0;
        let line = (level - level.round()).abs() / (22.0 * slope.max(0.05));
        let bold = level.round() as i32 % 5 == 0;
        let width = if bold { 0.0023 } else { 0.0012 };
        let ground = gradient.at(((level.round() - if level > level.round() { 0.0 } else { 1.0 }) / 22.0) * 0.8 + 0.5);
        let sun = 1.0 + (field(x - 0.004, y - 0.004) - height) * 5.0;
        mix(ground * sun.clamp(0.8, 1.2), ink, smooth(width, width * 0.5, line) * if bold { 0.95 } else { 0.6 })
    })
}

/// Lights out of focus.
pub fn bokeh(back: [u32; 2], colours: &'static [u32], aspect: f32, seed: u32, time: f32) -> Scene {
    let back = Gradient::new(&back);
    let lights: Vec<(f32, f32, f32, Colour, f32)> = (0..90)
        .map(|index| {
            let pick = |salt: i32| hash(index, salt, seed);
            let depth = pick(3);
            let radius = 0.02 + 0.1 * depth * depth;
            let code = colours[(pick(4) * colours.len() as f32) as usize % colours.len()];
            let (x, y) = (
                (pick(1) * 1.1 - 0.05 + time * 0.01 * (depth + 0.2)) * aspect,
                0.12 + 0.8 * (0.5 * pick(2) + 0.5 * pick(7)),
            );
            (x, y, radius, hex(code), 0.1 + 0.3 * pick(5))
        })
        .collect();
    Box::new(move |x, y| {
        let mut colour = back.at(y + 0.1 * fractal(x, y, 3, seed));
        for &(lx, ly, radius, tint, strength) in &lights {
            let distance = (x - lx).hypot(y - ly);
            let disc = smooth(radius, radius * 0.93, distance);
            let rim = smooth(radius * 0.75, radius, distance) * disc;
            colour = colour
                + tint * (strength * (disc * 0.7 + rim * 0.45) + 0.03 * (-(distance / radius / 1.6).powi(2)).exp());
        }
        colour
    })
}

/// A sunflower's head: seeds at the golden angle, petals around them.
pub fn sunflower(back: [u32; 2], petals: [u32; 2], seeds: &'static [u32], aspect: f32, seed: u32) -> Scene {
    let back = Gradient::new(&back);
    let [petal_tip, petal_root] = petals.map(hex);
    let scale = Gradient::new(seeds);
    const COUNT: i32 = 620;
    const HEAD: f32 = 0.235;
    let golden = std::f32::consts::PI * (3.0 - 5.0f32.sqrt());
    let points: Vec<_> = (0..COUNT)
        .map(|index| {
            let radius = HEAD * (index as f32 / COUNT as f32).sqrt();
            let angle = index as f32 * golden;
            (radius * angle.cos(), radius * angle.sin())
        })
        .collect();
    Box::new(move |x, y| {
        let (dx, dy) = (x - aspect * 0.5, y - 0.5);
        let (radius, angle) = (dx.hypot(dy), dy.atan2(dx));
        let mut colour =
            back.at(y) * (1.1 - 0.5 * radius) + hex(0xfff2c0) * (0.05 * fractal(x * 2.0, y * 2.0, 4, seed)).max(0.0);
        for ring in (0..3).rev() {
            let count = 21.0;
            let turned = angle + ring as f32 * 0.1 + 0.07;
            let place = (turned / std::f32::consts::TAU * count).rem_euclid(count);
            let which = place.floor() as i32;
            let across = (place.fract() - 0.5) * 2.0;
            let length = 0.40 - 0.045 * ring as f32 + 0.03 * hash(which, ring, seed);
            let along = (radius - HEAD * 0.8) / (length - HEAD * 0.8);
            if !(0.0..1.0).contains(&along) {
                continue;
            }
            let wide = 1.25 * (1.0 - along).powf(0.55) * (0.35 + along).min(1.0);
            if across.abs() < wide {
                let vein = 1.0 - 0.12 * (across * 9.0).cos().abs() * (1.0 - along);
                let fold = 1.0 - 0.28 * (across / wide).powi(2) - 0.12 * (2 - ring) as f32 * (1.0 - along);
                colour = mix(petal_root, petal_tip, along * 1.2) * vein * fold;
            }
        }
        if radius < HEAD * 1.03 {
            let mut nearest = (f32::MAX, 0);
            for (index, &(px, py)) in points.iter().enumerate() {
                let distance = (px - dx).hypot(py - dy);
                if distance < nearest.0 {
                    nearest = (distance, index);
                }
            }
            let (px, py) = points[nearest.1];
            let light = 1.0 + ((px - dx) * -18.0 + (py - dy) * 26.0);
            let seed_colour = scale.at(nearest.1 as f32 / COUNT as f32) * light.clamp(0.4, 1.6);
            colour = mix(hex(0x1d1108), seed_colour, smooth(0.0075, 0.0045, nearest.0));
        }
        colour
    })
}
