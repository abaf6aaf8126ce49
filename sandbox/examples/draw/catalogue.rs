//! All pictures: the file's name, the size and the scene.

use crate::canvas::Scene;
use crate::scenes::city::{self, City};
use crate::scenes::hills::{self, Hills};
use crate::scenes::paper::{self, Paper};
use crate::scenes::sea::{self, Sea};
use crate::scenes::sky::Sky;
use crate::scenes::terrain::{self, Terrain};
use crate::scenes::{flow, night, pattern, still};

/// An entry of the catalogue.
pub struct Picture {
    /// The file's name, without its extension.
    pub name: &'static str,
    pub width: u32,
    pub height: u32,
    /// Makes the scene for an aspect ratio and a time in seconds.
    pub scene: fn(f32, f32) -> Scene,
}

const fn picture(name: &'static str, width: u32, height: u32, scene: fn(f32, f32) -> Scene) -> Picture {
    Picture { name, width, height, scene }
}

const DAWN: Sky = Sky {
    colours: &[0x33507f, 0x7a87b0, 0xe0a4a0, 0xffc995, 0xffe6b8],
    sun: Some((0.62, 0.43, 0.035, 0xfff0c8)),
    clouds: (0.42, 0xffd9c2),
    stars: 0.0,
    crescent: 0.0,
};

const NIGHT: Sky =
    Sky { colours: &[0x050a1c, 0x0d1b3d, 0x23406b], sun: None, clouds: (0.0, 0), stars: 0.9, crescent: 0.0 };

const RANGE: Hills = Hills {
    sky: DAWN,
    horizon: 0.5,
    far: 0xa9a3c0,
    near: 0x1d2433,
    ridges: 7,
    relief: 0.13,
    peaks: true,
    mist: 0.9,
    pines: 0.0,
    water: 1.0,
    balloons: 0,
};

const ALPS: Terrain = Terrain {
    sky: Sky { colours: &[0x2f6fb5, 0x7db4e0, 0xd9ecf7], clouds: (0.5, 0xffffff), ..Sky::CLEAR },
    ground: [0x64893f, 0x8a8178, 0xf7f9ff],
    snow: 0.4,
    lake: 0.16,
    light: [0xfff0d8, 0x7d9cc9],
    towards: (-0.7, 0.5, -0.35),
    haze: 0.11,
    dunes: false,
};

const SAND: Terrain =
    Terrain { ground: [0xe8a862, 0xe8a862, 0xe8a862], snow: 9.0, lake: -1.0, haze: 0.13, dunes: true, ..ALPS };

/// All pictures, in the order of the demo account's messages.
pub const PICTURES: &[Picture] = &[
    picture("first-light", 1280, 853, |aspect, time| hills::scene(RANGE, aspect, 11, time)),
    picture("alpine-valley", 2560, 1707, |aspect, time| terrain::scene(ALPS, aspect, 21, time)),
    picture("sailing-home", 1280, 853, |aspect, time| {
        let sky = Sky {
            colours: &[0x31386e, 0x8a5b91, 0xe8836f, 0xffb65c, 0xffe08a],
            sun: Some((0.58, 0.47, 0.06, 0xffeaa6)),
            clouds: (0.4, 0xff9a6b),
            ..Sky::CLEAR
        };
        sea::scene(
            Sea { sky, horizon: 0.55, water: 0x1d3c5c, swell: 1.0, boat: (0.3, 0.15), glitter: 0xffc47a },
            aspect,
            31,
            time,
        )
    }),
    picture("misty-pines", 853, 1280, |aspect, time| {
        let sky = Sky { colours: &[0x6f8f94, 0xb9cfca, 0xe9efe4], ..Sky::CLEAR };
        let options = Hills {
            sky,
            horizon: 0.28,
            far: 0xb4c8c2,
            near: 0x0f231f,
            ridges: 7,
            relief: 0.1,
            peaks: false,
            mist: 1.0,
            pines: 0.2,
            ..RANGE
        };
        hills::scene(options, aspect, 41, time)
    }),
    picture("milky-lake", 1280, 853, |aspect, time| {
        let sky = Sky { sun: Some((0.7, 0.2, 0.045, 0xfdf6df)), crescent: 0.55, ..NIGHT };
        let options = Hills {
            sky,
            horizon: 0.46,
            far: 0x2c4468,
            near: 0x050a14,
            ridges: 5,
            relief: 0.15,
            peaks: true,
            mist: 0.35,
            pines: 0.12,
            water: 0.66,
            balloons: 0,
        };
        hills::scene(options, aspect, 52, time)
    }),
    picture("balloon-morning", 1280, 960, |aspect, time| {
        let sky = Sky {
            colours: &[0x5aa0d8, 0xa9d5ee, 0xfdeccb],
            sun: Some((0.2, 0.42, 0.04, 0xfff6d8)),
            clouds: (0.45, 0xffffff),
            ..Sky::CLEAR
        };
        let options = Hills {
            sky,
            horizon: 0.56,
            far: 0xa9bfae,
            near: 0x3d5c2e,
            ridges: 6,
            relief: 0.09,
            peaks: false,
            mist: 0.7,
            pines: 0.06,
            water: 1.0,
            balloons: 11,
        };
        hills::scene(options, aspect, 63, time)
    }),
    picture("harbour-night", 1500, 500, |aspect, time| {
        let sky = Sky { colours: &[0x0a1030, 0x2a2d66, 0x8a4a7d, 0xf08a6a], stars: 0.5, ..Sky::CLEAR };
        city::scene(
            City { sky, water: 0.66, height: 0.46, far: 0x51407a, near: 0x0c0e22, lights: 0.33 },
            aspect,
            71,
            time,
        )
    }),
    picture("northern-lights", 1280, 853, |aspect, time| {
        night::aurora(NIGHT, [0x4dffb0, 0x24d6a0, 0x6a4fd8], night::clearing(aspect, 82), aspect, 84, time)
    }),
    picture("ink-one", 900, 900, |_, time| {
        flow::marble(&[0x0b132b, 0x1c4f73, 0x3fa7a3, 0xf2e3bc, 0xe2725b, 0x5b1a2e], 1.5, 91, time)
    }),
    picture("long-shadows", 1280, 853, |aspect, time| {
        let sky = Sky { colours: &[0x3c78b4, 0x9cc4dc, 0xf7dfc0], ..Sky::CLEAR };
        terrain::scene(
            Terrain { sky, light: [0xffdcae, 0x8a93b5], towards: (0.85, 0.34, 0.3), ..SAND },
            aspect,
            101,
            time,
        )
    }),
    picture("paper-sea", 1080, 1350, |aspect, time| {
        let options = Paper {
            colours: &[0xfbe3c8, 0x8fd0cf, 0x3f9fb5, 0x1f6b94, 0x143f6b, 0x0d2547],
            sheets: 8,
            rough: 0.1,
            swing: 0.055,
            from: 0.36,
            disc: Some((0.5, 0.24, 0.11, 0xf4704f)),
        };
        paper::sheets(options, aspect, 111, time)
    }),
    picture("quarter-circles", 960, 960, |_, time| {
        pattern::tiles(&[0xf4ecd8, 0xe4572e, 0x1f4e79, 0xf3a712, 0x29335c, 0x76b7b2], 8.0, 121, time)
    }),
    picture("ringed-world", 1280, 853, |aspect, time| {
        let planet =
            (0.6, 0.46, 0.24, &[0x7a5a3a, 0xd9b382, 0xf2dcb1, 0xb98a5a, 0xe8c99a, 0xa87448, 0xf0d9b0, 0x8a6542][..]);
        night::nebula(&[0x02030a, 0x0c1230, 0x2b1d5a, 0x7a2f7d, 0xf08a6a], Some(planet), aspect, 133, time)
    }),
    picture("survey-map", 1280, 960, |_, time| {
        pattern::contours(&[0x2f6c8f, 0x7fb8b0, 0xe8e2b6, 0xd9a866, 0x9c5f3d], 0x33261d, 1.7, 141, time)
    }),
    picture("still-life", 1280, 853, |aspect, time| {
        still::balls(
            &[0xe4572e, 0xf3a712, 0x29335c, 0x669bbc, 0xf4f1de, 0x81b29a],
            [0xd8c3a5, 0xefe6dd],
            14,
            aspect,
            152,
            time,
        )
    }),
    picture("ridge-walk", 1800, 600, |aspect, time| {
        let sky =
            Sky { colours: &[0xf6b26b, 0xfbd49b, 0xfff1d0], sun: Some((0.3, 0.36, 0.07, 0xfffbe8)), ..Sky::CLEAR };
        hills::scene(
            Hills { sky, horizon: 0.44, far: 0xeeb488, near: 0x4a1f2b, ridges: 7, relief: 0.17, mist: 0.7, ..RANGE },
            aspect,
            163,
            time,
        )
    }),
    picture("moonlit-sea", 853, 1280, |aspect, time| {
        let sky = Sky {
            colours: &[0x060b1f, 0x132347, 0x3a4f78],
            sun: Some((0.5, 0.24, 0.06, 0xfff9e2)),
            clouds: (0.42, 0x8fa5cc),
            stars: 0.7,
            crescent: 0.0,
        };
        sea::scene(
            Sea { sky, horizon: 0.48, water: 0x0b1a30, swell: 0.9, boat: (0.3, 0.0), glitter: 0xcfdcff },
            aspect,
            171,
            time,
        )
    }),
    picture("window", 853, 1280, |aspect, _| {
        pattern::glass(&[0x7d1128, 0xd1495b, 0xedae49, 0x66a182, 0x2e6f95, 0x1d2f6f], 9.0, aspect, 181)
    }),
    picture("sunflower", 1080, 1080, |aspect, _| {
        pattern::sunflower(
            [0x9cc6c2, 0x3d6f73],
            [0xffd23f, 0xe08a12],
            &[0x3b2410, 0x5a3a18, 0x8a5a22, 0xc98a3a],
            aspect,
            191,
        )
    }),
    picture("wind", 1080, 720, |_, time| {
        flow::threads(&[0x16324f, 0x2a628f, 0x3e92cc, 0xf6e7cb, 0xd8572a], 1.3, 201, time)
    }),
    picture("festival", 1280, 853, |aspect, time| {
        pattern::bokeh([0x0a0e24, 0x2a1230], &[0xffb347, 0xff6f61, 0x7fd1ff, 0xffe29a, 0xb48bff], aspect, 211, time)
    }),
    picture("spiral-garden", 1080, 720, |aspect, time| {
        flow::julia(&[0x0b1026, 0x1b4b7a, 0x5fc3c9, 0xfdf2d0, 0xf28f4b, 0x6a1f3d], (-0.7435, 0.1315), 2.3, aspect, time)
    }),
    picture("autumn-valley", 1280, 853, |aspect, time| {
        let options = Terrain {
            ground: [0xb0652a, 0x7a5a44, 0xfaf6f0],
            snow: 0.74,
            lake: 0.24,
            sky: Sky { colours: &[0x5b6fa8, 0xd7a9a0, 0xffd9a8], clouds: (0.5, 0xffe3cf), ..Sky::CLEAR },
            light: [0xffcf96, 0x7a7fae],
            towards: (0.8, 0.35, 0.35),
            ..ALPS
        };
        terrain::scene(options, aspect, 224, time)
    }),
    picture("blue-hour", 1280, 720, |aspect, time| {
        let sky = Sky { colours: &[0x0b1f4b, 0x2b5394, 0x8fa9d6, 0xf3c9b5], stars: 0.25, ..Sky::CLEAR };
        hills::scene(
            Hills {
                sky,
                horizon: 0.48,
                far: 0x6f86b5,
                near: 0x08112a,
                ridges: 6,
                relief: 0.16,
                mist: 0.6,
                pines: 0.08,
                water: 0.72,
                ..RANGE
            },
            aspect,
            231,
            time,
        )
    }),
    picture("towers", 853, 1280, |aspect, time| {
        let sky = Sky {
            colours: &[0x27406e, 0x7a86b8, 0xf0a58f, 0xffd7a3],
            sun: Some((0.3, 0.5, 0.06, 0xfff0cc)),
            clouds: (0.4, 0xffc9b0),
            ..Sky::CLEAR
        };
        city::scene(
            City { sky, water: 0.8, height: 0.6, far: 0x9d8fb0, near: 0x1c2140, lights: 0.14 },
            aspect,
            243,
            time,
        )
    }),
    picture("album-spring", 1280, 960, |aspect, time| {
        let sky = Sky { colours: &[0x6fb3e0, 0xd6eef7], clouds: (0.55, 0xffffff), ..Sky::CLEAR };
        hills::scene(
            Hills {
                sky,
                horizon: 0.5,
                far: 0xa8cfc0,
                near: 0x4f8a3a,
                ridges: 6,
                relief: 0.1,
                peaks: false,
                mist: 0.5,
                pines: 0.09,
                ..RANGE
            },
            aspect,
            251,
            time,
        )
    }),
    picture("album-summer", 1280, 960, |aspect, time| {
        let sky = Sky {
            colours: &[0x1f7fc4, 0x7cc6ea, 0xe6f6f7],
            clouds: (0.5, 0xffffff),
            sun: Some((0.75, 0.12, 0.04, 0xfffbe6)),
            ..Sky::CLEAR
        };
        sea::scene(
            Sea { sky, horizon: 0.42, water: 0x0d7f9c, swell: 0.8, boat: (0.62, 0.09), glitter: 0xffffff },
            aspect,
            262,
            time,
        )
    }),
    picture("album-autumn", 1280, 960, |aspect, time| {
        let sky = Sky {
            colours: &[0x8a7ba0, 0xe9b99a, 0xffe3b3],
            sun: Some((0.35, 0.4, 0.05, 0xfff1cf)),
            clouds: (0.4, 0xffd7b0),
            ..Sky::CLEAR
        };
        hills::scene(
            Hills {
                sky,
                horizon: 0.48,
                far: 0xd8a583,
                near: 0x6b2a18,
                ridges: 6,
                relief: 0.11,
                peaks: false,
                mist: 0.75,
                pines: 0.1,
                water: 0.78,
                ..RANGE
            },
            aspect,
            273,
            time,
        )
    }),
    picture("album-winter", 1280, 960, |aspect, time| {
        let sky = Sky { colours: &[0x9db8d6, 0xdfe9f2, 0xfff3ea], ..Sky::CLEAR };
        hills::scene(
            Hills {
                sky,
                horizon: 0.44,
                far: 0xd3deea,
                near: 0x51657d,
                ridges: 6,
                relief: 0.13,
                mist: 0.9,
                pines: 0.13,
                ..RANGE
            },
            aspect,
            284,
            time,
        )
    }),
    picture("ink-two", 750, 1000, |_, time| {
        flow::marble(&[0x2b0f1f, 0x8f2d56, 0xf2a65a, 0xfff3d6, 0x4aa0a6, 0x12355b], 1.2, 291, time)
    }),
    picture("high-pass", 1920, 640, |aspect, time| {
        let options = Terrain {
            snow: 0.3,
            lake: 0.0,
            ground: [0x6a7a5a, 0x5d6570, 0xfbfcff],
            towards: (0.6, 0.45, -0.3),
            haze: 0.09,
            ..ALPS
        };
        terrain::scene(options, aspect, 309, time)
    }),
    picture("deep-field", 960, 960, |aspect, time| {
        night::nebula(&[0x030510, 0x0f2038, 0x155a66, 0xc2557a, 0xf5c98a], None, aspect, 317, time)
    }),
    picture("paper-hills", 1280, 853, |aspect, time| {
        let options = Paper {
            colours: &[0xffeedd, 0xf6bd60, 0xf28482, 0xb56576, 0x6d597a, 0x355070],
            sheets: 6,
            rough: 0.9,
            swing: 0.075,
            from: 0.42,
            disc: Some((0.72, 0.24, 0.09, 0xf28482)),
        };
        paper::sheets(options, aspect, 321, time)
    }),
    picture("green-curtain", 720, 1280, |aspect, time| {
        night::aurora(NIGHT, [0x9dff6b, 0x2fe6b0, 0xd84f9a], night::clearing(aspect, 333), aspect, 336, time)
    }),
    picture("marbles", 1080, 1080, |aspect, time| {
        still::balls(&[0x118ab2, 0x06d6a0, 0xffd166, 0xef476f, 0x073b4c], [0x5a6b7d, 0xc9d6df], 18, aspect, 342, time)
    }),
    picture("night-dunes", 1280, 720, |aspect, time| {
        let sky = Sky { sun: Some((0.22, 0.17, 0.04, 0xf3f0e2)), crescent: 0.4, ..NIGHT };
        let options =
            Terrain { sky, ground: [0x7a86ad; 3], light: [0x5d72a8, 0x1e2a4a], towards: (-0.8, 0.4, 0.4), ..SAND };
        terrain::scene(options, aspect, 352, time)
    }),
    picture("small-tiles", 640, 640, |_, time| {
        pattern::tiles(&[0x10151f, 0xf2e8cf, 0xa7c957, 0x6a994e, 0xbc4749], 5.0, 361, time)
    }),
    picture("island-map", 800, 1000, |_, time| {
        pattern::contours(&[0x10304a, 0x1f5f7a, 0x4fa3a5, 0xf1e3b5, 0x6f9a5a, 0x37593f], 0x0c1c26, 1.2, 377, time)
    }),
    picture("wheat", 720, 1080, |_, time| {
        flow::threads(&[0x5a3a12, 0xa86f1f, 0xe3b34a, 0xf7e2a0, 0x7d9a5a], 0.9, 381, time)
    }),
    picture("old-icon", 90, 60, |aspect, time| {
        let sky = Sky { colours: &[0x5f4b8b, 0xf08a6a, 0xffd98a], sun: Some((0.5, 0.5, 0.16, 0xfff0b8)), ..Sky::CLEAR };
        sea::scene(
            Sea { sky, horizon: 0.6, water: 0x24466b, swell: 0.6, boat: (0.3, 0.4), glitter: 0xffd28a },
            aspect,
            391,
            time,
        )
    }),
    picture("dragon-coast", 900, 900, |aspect, time| {
        flow::julia(&[0x041a1f, 0x0a4a4f, 0x3fb28f, 0xf7f3c5, 0xf0a35e, 0x8a2f3a], (-0.8, 0.156), 2.6, aspect, time)
    }),
    picture("strip", 300, 1200, |aspect, time| {
        let options = Paper {
            colours: &[0x0d1b2a, 0x1b3a4b, 0x2f6690, 0x81c3d7, 0xd9dcd6],
            sheets: 14,
            rough: 0.2,
            swing: 0.03,
            from: 0.2,
            disc: Some((0.5, 0.1, 0.05, 0xfcefb4)),
        };
        paper::sheets(options, aspect, 401, time)
    }),
];
