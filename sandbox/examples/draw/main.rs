//! Draws the sandbox's pictures, and the frames of its videos.
//!
//! ```text
//! cargo run --release --package sandbox --example draw -- photos <folder> [name…]
//! cargo run --release --package sandbox --example draw -- frames <picture> <width> <height> <frames per second> <seconds> > frames.rgb
//! cargo run --release --package sandbox --example draw -- waveform < sound.s16le > waveform
//! ```
//!
//! A scene is a function from a point (and a time) to a colour; [`canvas`] samples it. All pictures are computed here from a seed, so no rights of
//! others are involved. `assets/make-photos.sh` makes JPEGs of the pictures, `assets/make-media.sh` videos of the frames. The result is the same on
//! every machine, up to the last digits of its floating-point library.

mod canvas;
mod catalogue;
mod colour;
mod noise;
mod scenes;
mod vector;
mod waveform;

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;
use std::{env, fs};

use catalogue::PICTURES;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["photos", folder, ref names @ ..] => photos(Path::new(folder), names),
        ["frames", name, width, height, rate, seconds] => {
            frames(name, width.parse()?, height.parse()?, rate.parse()?, seconds.parse()?)
        }
        ["waveform"] => waveform::print(&mut io::stdin().lock(), &mut io::stdout().lock()),
        _ => Err("usage: draw photos <folder> [name…] | frames <picture> <width> <height> <rate> <seconds> | waveform"
            .into()),
    }
}

fn photos(folder: &Path, names: &[&str]) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    for picture in PICTURES.iter().filter(|picture| names.is_empty() || names.contains(&picture.name)) {
        let scene = (picture.scene)(picture.width as f32 / picture.height as f32, 0.0);
        let samples = if picture.width > 2000 { 2 } else { 3 };
        let image = canvas::render(picture.width, picture.height, samples, &scene);
        image.save(folder.join(format!("{}.png", picture.name)))?;
        eprintln!("{} {}x{}", picture.name, picture.width, picture.height);
    }
    Ok(())
}

fn frames(name: &str, width: u32, height: u32, rate: u32, seconds: f32) -> Result<(), Box<dyn Error>> {
    let picture = PICTURES.iter().find(|picture| picture.name == name).ok_or("no picture has that name")?;
    let mut out = io::stdout().lock();
    for frame in 0..(seconds * rate as f32) as u32 {
        let scene = (picture.scene)(width as f32 / height as f32, frame as f32 / rate as f32 + 0.001);
        out.write_all(canvas::render(width, height, 2, &scene).as_raw())?;
    }
    Ok(())
}
