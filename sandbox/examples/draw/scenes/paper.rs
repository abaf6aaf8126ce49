//! Cut paper: sheets laid on one another, each with its shadow. Waves and hills are the same sheet, cut differently.

use crate::canvas::Scene;
use crate::colour::{Gradient, hex, mix};
use crate::noise::{fractal, hash};
use crate::vector::smooth;

/// Sheets as they are ordered.
#[derive(Clone, Copy)]
pub struct Paper {
    /// From the farthest sheet to the nearest.
    pub colours: &'static [u32],
    /// How many sheets.
    pub sheets: usize,
    /// How rough the cut is: 0 for long swings.
    pub rough: f32,
    /// How high the swings are.
    pub swing: f32,
    /// Where the first sheet begins, as a share of the height.
    pub from: f32,
    /// The disc behind the sheets: place, radius, colour.
    pub disc: Option<(f32, f32, f32, u32)>,
}

/// Points along each cut.
const STEPS: usize = 4000;

pub fn sheets(order: Paper, aspect: f32, seed: u32, time: f32) -> Scene {
    let gradient = Gradient::new(order.colours);
    let cut = move |sheet: usize, x: f32| {
        let i = sheet as f32;
        let salt = seed + 13 * sheet as u32;
        let phase = hash(sheet as i32, 1, seed) * 6.3
            + time * (0.3 + 0.1 * i) * if sheet.is_multiple_of(2) { 1.0 } else { -1.0 };
        let base = order.from + (1.02 - order.from) * (i + 0.5) / order.sheets as f32;
        let wave = (x * (3.2 + hash(sheet as i32, 2, seed)) + phase).sin() * 0.6 + (x * 7.3 + phase * 1.6).sin() * 0.25;
        base + order.swing * (wave + order.rough * fractal(x * 2.0 + i, i * 3.0, 6, salt))
    };
    let cuts: Vec<Vec<f32>> = (0..order.sheets)
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
        for sheet in 0..order.sheets {
            if y > edge(sheet, x) {
                top = Some(sheet);
            }
        }
        let above = top.map_or(0, |sheet| sheet + 1);
        let mut colour = gradient.at(above as f32 / order.sheets as f32);
        if above == 0 {
            colour = mix(colour, colour * 1.2, smooth(0.0, order.from, y));
            if let Some((dx, dy, radius, code)) = order.disc {
                let distance = (x - dx * aspect).hypot(y - dy);
                colour = mix(colour, hex(code), 0.25 * smooth(radius * 1.9, radius * 1.89, distance));
                colour = mix(colour, hex(code), 0.35 * smooth(radius * 1.42, radius * 1.41, distance));
                colour = mix(colour, hex(code), smooth(radius + 0.001, radius - 0.001, distance));
            }
        } else {
            let inside = y - edge(above - 1, x);
            colour = mix(colour * 1.12, colour * 0.9, smooth(0.0, 0.3, inside));
        }
        if above < order.sheets {
            let gap = edge(above, x + 0.012) - y;
            colour = colour * (1.0 - 0.42 * smooth(0.05, 0.0, gap));
        }
        colour * grain
    })
}
