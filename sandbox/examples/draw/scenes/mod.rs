//! The scenes: functions from a point and a time to a colour.

pub mod sky;

pub mod city;
pub mod flow;
pub mod hills;
pub mod night;
pub mod paper;
pub mod pattern;
pub mod sea;
pub mod still;
pub mod terrain;
