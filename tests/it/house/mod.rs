//! The rules of the house, kept by reading the sources.
//!
//! [`graph`] says which file uses which, out of the [`modules`] of a package, the [`paths`] in their code and what these [`resolve`] to. On it stand
//! the rules: the [`layers`], who may name what ([`names`]), what streaming may do ([`purity`]), and [`words`]. Four more need no
//! graph: [`length`], [`dependencies`], [`documents`] and [`unsafety`].

mod graph;
mod modules;
mod paths;
mod resolve;
mod sources;

mod analysis;

mod dependencies;
mod documents;
mod layers;
mod length;
mod names;
mod purity;
mod unsafety;
mod words;
