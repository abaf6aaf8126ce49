//! Nothing to do: only crates with a build script have dependencies for building.

fn main() {}
