//! Errors in the settings.

/// An error in the settings. Its text is for the operator, and never contains the value of a secret.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// One setting is wrong.
    #[error("{name}: {problem}")]
    Setting {
        /// Its name in the environment.
        name: &'static str,
        /// What is wrong, and what is allowed.
        problem: String,
    },
    /// `Rocket.toml` or a `ROCKET_*` variable cannot be parsed.
    #[error("{0}")]
    Layers(String),
}

impl Error {
    /// An error in one setting.
    pub(super) fn new(name: &'static str, problem: impl Into<String>) -> Self {
        Self::Setting { name, problem: problem.into() }
    }
}
