//! Whom the breaker behaves like. Names of libraries are names in any language.

/// The lab's own settings.
pub const OWN: &str = "these settings";

/// No breaker.
pub const NONE: &str = "no breaker";

/// The class of the lecture.
pub const LECTURE: &str = "the lecture's class";

/// The breaker of the skill.
pub const SKILL: &str = "the skill";

/// A project's.
pub const SYSMANAGE: &str = "SysManage";

/// The guide's.
pub const GUIDE: &str = "the guide";

/// A library.
pub const RESILIENCE4J: &str = "resilience4j";

/// A library.
pub const POLLY: &str = "Polly v8";

/// A library.
pub const FAILSAFE: &str = "failsafe-go";

/// A library.
pub const COCKATIEL: &str = "cockatiel";

/// A library.
pub const OPOSSUM: &str = "opossum";

/// A library.
pub const GOBREAKER: &str = "gobreaker";

/// A library.
pub const SEMIAN: &str = "Semian";

/// A library.
pub const HYSTRIX: &str = "Hystrix";

/// What it means to have no breaker.
pub const NONE_NOTE: &str = "Every call goes through to the service, however many have failed: for comparing.";
