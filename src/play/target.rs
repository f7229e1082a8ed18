//! What settings can be copied as: the libraries, with their versions and languages. What is written for them stands in
//! `copy_as`.

use crate::text::play::target as text;

/// What the settings can be copied as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// This crate.
    HalfOpen,
    /// resilience4j, configured by Spring Boot.
    Resilience4j,
    /// Polly, version 8 and later.
    Polly,
    /// tenacity.
    Tenacity,
    /// pybreaker.
    Pybreaker,
    /// cockatiel.
    Cockatiel,
    /// opossum.
    Opossum,
    /// sony/gobreaker, version 2.4; its buckets are not in the first ones of version 2.
    Gobreaker,
}

/// What is said of a target.
struct Row {
    key: &'static str,
    name: &'static str,
    language: &'static str,
    file_name: &'static str,
}

impl Target {
    /// All targets, in the order of the choice.
    pub const ALL: [Self; 8] = [
        Self::HalfOpen,
        Self::Resilience4j,
        Self::Polly,
        Self::Tenacity,
        Self::Pybreaker,
        Self::Cockatiel,
        Self::Opossum,
        Self::Gobreaker,
    ];

    /// The name by which the page and the headless program know it.
    pub const fn key(self) -> &'static str {
        self.row().key
    }

    /// The target of a name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.key() == key)
    }

    /// Its name and the version that the text is for.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The language of the text.
    pub const fn language(self) -> &'static str {
        self.row().language
    }

    /// A name for a file with the text.
    pub const fn file_name(self) -> &'static str {
        self.row().file_name
    }

    const fn row(self) -> Row {
        let (key, name, language, file_name) = match self {
            Self::HalfOpen => ("half-open", text::HALF_OPEN, "Rust", "policy.rs"),
            Self::Resilience4j => ("resilience4j", "resilience4j 2 with Spring Boot", "YAML", "application.yml"),
            Self::Polly => ("polly", "Polly 8", "C#", "Policy.cs"),
            Self::Tenacity => ("tenacity", "tenacity 9.2", "Python", "policy.py"),
            Self::Pybreaker => ("pybreaker", "pybreaker 1.4", "Python", "policy.py"),
            Self::Cockatiel => ("cockatiel", "cockatiel 3.2", "TypeScript", "policy.ts"),
            Self::Opossum => ("opossum", "opossum 8", "JavaScript", "policy.mjs"),
            Self::Gobreaker => ("gobreaker", "gobreaker 2.4", "Go", "policy.go"),
        };
        Row { key, name, language, file_name }
    }

    /// What begins a comment.
    pub(crate) const fn mark(self) -> &'static str {
        match self {
            Self::Resilience4j | Self::Tenacity | Self::Pybreaker => "#",
            _ => "//",
        }
    }
}
