//! What can be wrong with the settings.

/// A setting that cannot be used. The text is for whoever wrote the setting; it never holds a secret's value.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// One setting is wrong.
    #[error("{name}: {problem}")]
    Setting {
        /// As it is spelt in the environment.
        name: &'static str,
        /// What is wrong, and what would be right.
        problem: String,
    },
    /// `Rocket.toml` or a `ROCKET_*` variable cannot be understood.
    #[error("{0}")]
    Layers(String),
}

impl Error {
    /// A setting and what is wrong with it.
    pub(super) fn new(name: &'static str, problem: impl Into<String>) -> Self {
        Self::Setting { name, problem: problem.into() }
    }
}
