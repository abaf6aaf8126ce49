//! A still life by ray tracing: balls on a table, with soft shadows and one reflection.

use crate::canvas::Scene;
use crate::colour::{Colour, Gradient, hex, mix};
use crate::noise::{fractal, hash};
use crate::vector::{Vec3, smooth};

struct Ball {
    centre: Vec3,
    radius: f32,
    colour: Colour,
    gloss: f32,
}

/// Balls in `colours` on a table with the two shades of `table`.
pub fn balls(colours: &'static [u32], table: [u32; 2], count: usize, aspect: f32, seed: u32, time: f32) -> Scene {
    let balls = place(colours, count, seed, time);
    let room = Gradient::new(&table);
    let sun = Vec3(-0.55, 0.9, -0.45).unit();
    let eye = Vec3(0.0, 1.5, -4.4);
    Box::new(move |x, y| {
        let ray = Vec3((x - aspect * 0.5) * 0.95, 0.42 - y * 0.95 - 0.22, 1.0).unit();
        let mut colour = trace(&balls, eye, ray, sun, &room, seed);
        if let Some((t, ball)) = intersect(&balls, eye, ray) {
            let point = eye + ray * t;
            let normal = (point - ball.centre) * (1.0 / ball.radius);
            let mirror = ray.reflect(normal);
            let fresnel = 0.04 + 0.96 * (1.0 + ray.dot(normal)).clamp(0.0, 1.0).powi(5);
            let reflected = trace(&balls, point + normal * 0.002, mirror, sun, &room, seed);
            colour = mix(colour, reflected, (fresnel * 0.8 + ball.gloss * 0.25).min(0.9));
            colour = colour + Vec3::splat(mirror.dot(sun).max(0.0).powf(160.0) * (0.4 + ball.gloss));
        }
        colour
    })
}

fn place(colours: &'static [u32], count: usize, seed: u32, time: f32) -> Vec<Ball> {
    let mut balls: Vec<Ball> = Vec::new();
    for attempt in 0..4000 {
        if balls.len() == count {
            break;
        }
        let pick = |salt: i32| hash(attempt, salt, seed);
        let radius = 0.14 + 0.52 * pick(1).powi(2);
        let (x, z) = ((pick(2) - 0.5) * 4.6, pick(3) * 3.4 - 1.3);
        let centre = Vec3(x, radius, z);
        if balls.iter().all(|ball| (ball.centre - centre).length() > ball.radius + radius + 0.03) {
            let hop =
                ((time * 1.5 + pick(6) * 6.3).sin().abs() * 0.35 - 0.05).max(0.0) * f32::from(u8::from(time > 0.0));
            let code = colours[balls.len() % colours.len()];
            balls.push(Ball { centre: centre + Vec3(0.0, hop, 0.0), radius, colour: hex(code), gloss: pick(5) });
        }
    }
    balls
}

fn intersect(balls: &[Ball], from: Vec3, ray: Vec3) -> Option<(f32, &Ball)> {
    let hit = |ball: &Ball| {
        let to = from - ball.centre;
        let (b, c) = (to.dot(ray), to.dot(to) - ball.radius * ball.radius);
        let root = b * b - c;
        let t = -b - root.max(0.0).sqrt();
        (root > 0.0 && t > 0.0).then_some(t)
    };
    balls.iter().filter_map(|ball| hit(ball).map(|t| (t, ball))).min_by(|a, b| a.0.total_cmp(&b.0))
}

fn trace(balls: &[Ball], from: Vec3, ray: Vec3, sun: Vec3, room: &Gradient, seed: u32) -> Colour {
    let back = |ray: Vec3| room.at(0.55 + 0.6 * ray.1 + 0.1 * ray.0) * (1.0 + 0.5 * ray.dot(sun).max(0.0).powi(3));
    if let Some((t, ball)) = intersect(balls, from, ray) {
        let point = from + ray * t;
        let normal = (point - ball.centre) * (1.0 / ball.radius);
        let direct = normal.dot(sun).max(0.0) * shadow(balls, point + normal * 0.002, sun);
        let ground = smooth(0.0, 0.9, point.1 / ball.radius * 0.5 + 0.1);
        let speckle =
            1.0 + 0.05 * fractal(normal.0 * 9.0 + ball.radius * 50.0, normal.1 * 9.0 + normal.2 * 7.0, 3, seed);
        return ball.colour * speckle * (direct * 1.05 + (0.28 + 0.2 * normal.1) * ground);
    }
    if ray.1 < -0.01 {
        let t = -from.1 / ray.1;
        let point = from + ray * t;
        let light = shadow(balls, point, sun);
        let contact: f32 = balls
            .iter()
            .map(|ball| {
                (-((point.0 - ball.centre.0).hypot(point.2 - ball.centre.2) / ball.radius).powi(2) * 1.6).exp()
                    * (ball.radius * 2.0 / (ball.centre.1 + ball.radius)).powi(3)
            })
            .fold(0.0, f32::max);
        let wood = 1.0 + 0.03 * fractal(point.0 * 3.0, point.2 * 26.0, 4, seed + 5);
        let surface = room.at(0.12 + 0.05 * point.2) * wood * (0.42 + 0.72 * light) * (1.0 - 0.55 * contact);
        return mix(surface, back(Vec3(ray.0, 0.0, ray.2)), smooth(3.5, 13.0, t));
    }
    back(ray)
}

/// The visible part of the sun, which has an extent, from a point.
fn shadow(balls: &[Ball], from: Vec3, sun: Vec3) -> f32 {
    balls.iter().fold(1.0f32, |light, ball| {
        let to = ball.centre - from;
        let along = to.dot(sun);
        if along <= 0.0 {
            return light;
        }
        let aside = (to - sun * along).length();
        let blur = 0.05 + 0.13 * along;
        light.min(smooth(ball.radius - blur, ball.radius + blur, aside))
    })
}
