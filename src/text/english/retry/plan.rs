//! The plans of the documents, whose names are names in any language.

/// The lab's own settings.
pub const OWN: &str = "these settings";
/// The lecture's decorator.
pub const LECTURE: &str = "the lecture";
/// The skill's function.
pub const SKILL: &str = "the skill";
/// The guide's strategy.
pub const GUIDE: &str = "the guide";
/// `SysManage`'s defaults.
pub const SYSMANAGE: &str = "SysManage";
/// One of `SysManage`'s policies.
pub const NETWORK: &str = "SysManage: network";
/// One of `SysManage`'s policies.
pub const DATABASE: &str = "SysManage: database";
/// One of `SysManage`'s policies.
pub const API: &str = "SysManage: API";
/// One of `SysManage`'s policies.
pub const LINEAR: &str = "SysManage: linear";

/// What is particular to a plan.
pub const LECTURE_NOTE: &str = "4 attempts; waits of 1, 2 and 4 s, each with up to 1 s more. It tries again after every \
                                failure, a bug in the program among them.";
/// What is particular to a plan.
pub const SKILL_NOTE: &str = "4 attempts; waits of 1, 2 and 4 s without jitter, so clients that fail together come back \
                              together. Only connection failures and timeouts are tried again.";
/// What is particular to a plan.
pub const GUIDE_NOTE: &str = "3 attempts; waits of 1 and 2 s, times a random number from 0.5 to 1.5. A client's mistake, a \
                              wrong password and a rate limit are not tried again.";
/// What is particular to a plan.
pub const SYSMANAGE_NOTE: &str = "3 attempts; waits of 1 and 2 s, each up to 10 % shorter or longer. What may pass by \
                                  itself is tried again.";
/// What is particular to a plan.
pub const NETWORK_NOTE: &str =
    "5 attempts, more than any other plan; waits of 1, 2, 4 and 8 s, each up to 10 % shorter or longer.";
/// What is particular to a plan.
pub const DATABASE_NOTE: &str =
    "3 attempts; short waits of 0.5 and 1 s, each up to 10 % shorter or longer, as a deadlock is soon over.";
/// What is particular to a plan.
pub const API_NOTE: &str =
    "4 attempts; waits that grow by half, 2, 3 and 4.5 s, each up to 10 % shorter or longer: slow to begin with.";
/// What is particular to a plan.
pub const LINEAR_NOTE: &str = "3 attempts; waits that grow by a second, 1 and 2 s, each up to 10 % shorter or longer.";

/// A comment above a configuration: whose plan it has.
pub fn copied(key: &str, note: &str) -> String {
    format!("plan = {key}: the numbers here are the plan's. {note}")
}
