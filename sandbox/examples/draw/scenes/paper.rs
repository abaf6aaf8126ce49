//! Cut paper: sheets on top of each other, each with a shadow. Waves and hills are the same sheets with different cuts.

use crate::canvas::Scene;
use crate::colour::{Gradient, hex, mix};
use crate::noise::{fractal, hash};
use crate::vector::smooth;

/// The options of the sheets.
#[derive(Clone, Copy)]
pub struct Paper {
    /// The colours from the farthest sheet to the nearest.
    pub colours: &'static [u32],
    /// The number of sheets.
    pub sheets: usize,
    /// The roughness of the cut; 0 for long curves.
    pub rough: f32,
    /// The height of the curves.
    pub swing: f32,
    /// The height of the first sheet, as a part of the picture's height.
    pub from: f32,
    /// The disc behind the sheets: position, radius, colour.
    pub disc: Option<(f32, f32, f32, u32)>,
}

/// The number of points of each cut.
const STEPS: usize = 4000;

pub fn sheets(options: Paper, aspect: f32, seed: u32, time: f32) -> Scene {
    let gradient = Gradient::new(options.colours);
    let cut = move |sheet: usize, x: f32| {
        let i = sheet as f32;
        let salt = seed + 13 * sheet as u32;
        let phase = hash(sheet as i32, 1, seed) * 6.3
            + time * (0.3 + 0.1 * i) * if sheet.is_multiple_of(2) { 1.0 } else { -1.0 };
        let base = options.from + (1.02 - options.from) * (i + 0.5) / options.sheets as f32;
        let wave = (x * (3.2 + hash(sheet as i32, 2, seed)) + phase).sin() * 0.6 + (x * 7.3 + phase * 1.6).sin() * 0.25;
        base + options.swing * (wave + options.rough * fractal(x * 2.0 + i, i * 3.0, 6, salt))
    };
    let cuts: Vec<Vec<f32>> = (0..options.sheets)
        .map(|sheet| (0..=STEPS).map(|step| cut(sheet, step as f32 / STEPS as f32 * aspect)).collect())
        .collect();
    let edge = move |sheet: usize, x: f32| {
        let place = (x / aspect).clamp(0.0, 1.0) * (STEPS - 1) as f32;
        let (index, part) = (place as usize, place.fract());
        cuts[sheet][index] + (cuts[sheet][index + 1] - cuts[sheet][index]) * part
    };
    Box::new(move |x, y| {
        let grain = 1.0 + 0.025 * fractal(x * 160.0, y * 160.0, 2, seed);
        let mut top = None;
        for sheet in 0..options.sheets {
            if y > edge(sheet, x) {
                top = Some(sheet);
            }
        }
        let above = top.map_or(0, |sheet| sheet + 1);
        let mut colour = gradient.at(above as f32 / options.sheets as f32);
        if above == 0 {
            colour = mix(colour, colour * 1.2, smooth(0.0, options.from, y));
            if let Some((dx, dy, radius, code)) = options.disc {
                let distance = (x - dx * aspect).hypot(y - dy);
                colour = mix(colour, hex(code), 0.25 * smooth(radius * 1.9, radius * 1.89, distance));
                colour = mix(colour, hex(code), 0.35 * smooth(radius * 1.42, radius * 1.41, distance));
                colour = mix(colour, hex(code), smooth(radius + 0.001, radius - 0.001, distance));
            }
        } else {
            let inside = y - edge(above - 1, x);
            colour = mix(colour * 1.12, colour * 0.9, smooth(0.0, 0.3, inside));
        }
        if above < options.sheets {
            let gap = edge(above, x + 0.012) - y;
            colour = colour * (1.0 - 0.42 * smooth(0.05, 0.0, gap));
        }
        colour * grain
    })
}
