//! Renders a scene to pixels: several samples for each, averaged in linear light, dithered so that skies have no bands.

use std::num::NonZero;
use std::thread;

use image::RgbImage;

use crate::colour::{Colour, encode};
use crate::noise::hash;

/// The colour at a point: `x` is from 0 to the aspect ratio, `y` from 0 (top) to 1.
pub type Scene = Box<dyn Fn(f32, f32) -> Colour + Sync>;

/// Renders with `samples`² samples for each pixel.
pub fn render(width: u32, height: u32, samples: u32, scene: &Scene) -> RgbImage {
    let mut image = RgbImage::new(width, height);
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let band = (height as usize).div_ceil(workers * 8) * width as usize * 3;
    let queue = std::sync::Mutex::new(image.chunks_mut(band).enumerate());
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().expect("no worker panics while it takes a band").next();
                    let Some((index, pixels)) = next else { break };
                    for (offset, pixel) in pixels.chunks_mut(3).enumerate() {
                        let place = (index * band / 3 + offset) as u32;
                        let (x, y) = (place % width, place / width);
                        shade(x, y, height, samples, scene, pixel);
                    }
                }
            });
        }
    });
    image
}

fn shade(x: u32, y: u32, height: u32, samples: u32, scene: &Scene, pixel: &mut [u8]) {
    let mut sum = Colour::default();
    for sample in 0..samples * samples {
        let within = |step: u32| (step as f32 + 0.5) / samples as f32;
        let (dx, dy) = (within(sample % samples), within(sample / samples));
        sum = sum + scene((x as f32 + dx) / height as f32, (y as f32 + dy) / height as f32).map(|c| c.clamp(0.0, 1.5));
    }
    let mean = sum * (1.0 / (samples * samples) as f32);
    let dither = hash(x as i32, y as i32, 7) - 0.5;
    for (channel, value) in pixel.iter_mut().zip([mean.0, mean.1, mean.2]) {
        *channel = (encode(value) * 255.0 + 0.5 + dither).clamp(0.0, 255.0) as u8;
    }
}
