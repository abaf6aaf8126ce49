//! Colours: written as sRGB, mixed in Oklab (which keeps hues clean), added in linear light.

use crate::vector::Vec3;

/// A colour in linear light.
pub type Colour = Vec3;

/// A colour from `0xrrggbb`.
pub fn hex(code: u32) -> Colour {
    let channel = |shift: u32| {
        let value = (code >> shift & 0xff) as f32 / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    Vec3(channel(16), channel(8), channel(0))
}

/// A linear channel in sRGB, 0 to 1.
pub fn encode(linear: f32) -> f32 {
    let value = linear.clamp(0.0, 1.0);
    if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 }
}

/// The mixture of `a` (at 0) and `b` (at 1), perceptually even.
pub fn mix(a: Colour, b: Colour, t: f32) -> Colour {
    let (a, b) = (to_oklab(a), to_oklab(b));
    from_oklab(a + (b - a) * t.clamp(0.0, 1.0))
}

/// A colour scale with evenly spaced stops.
pub struct Gradient(Vec<Vec3>);

impl Gradient {
    pub fn new(stops: &[u32]) -> Self {
        Self(stops.iter().map(|&stop| to_oklab(hex(stop))).collect())
    }

    pub fn at(&self, t: f32) -> Colour {
        let last = self.0.len() - 1;
        let place = t.clamp(0.0, 1.0) * last as f32;
        let index = (place as usize).min(last.saturating_sub(1));
        let (a, b) = (self.0[index], self.0[(index + 1).min(last)]);
        from_oklab(a + (b - a) * (place - index as f32))
    }
}

fn to_oklab(colour: Colour) -> Vec3 {
    let Vec3(r, g, b) = colour;
    let l = (0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b).cbrt();
    let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).cbrt();
    let s = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).cbrt();
    Vec3(
        0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
        1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
        0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
    )
}

fn from_oklab(lab: Vec3) -> Colour {
    let Vec3(lightness, a, b) = lab;
    let cube = |value: f32| value * value * value;
    let l = cube(lightness + 0.396_337_78 * a + 0.215_803_76 * b);
    let m = cube(lightness - 0.105_561_346 * a - 0.063_854_17 * b);
    let s = cube(lightness - 0.089_484_18 * a - 1.291_485_5 * b);
    Vec3(
        4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s,
        -1.268_438 * l + 2.609_757_4 * m - 0.341_319_38 * s,
        -0.004_196_086_3 * l - 0.703_418_6 * m + 1.707_614_7 * s,
    )
    .map(|channel| channel.max(0.0))
}
