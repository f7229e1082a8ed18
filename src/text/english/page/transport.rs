//! The controls of time.

/// A button.
pub const PAUSE: &str = "Pause";

/// What it does, and its key.
pub const PAUSE_KEY: &str = "Pause (Space)";

/// A button.
pub const PLAY: &str = "Play";

/// What it does, and its key.
pub const PLAY_KEY: &str = "Play (Space)";

/// What it does at the end of a run, and its key.
pub const AGAIN_KEY: &str = "The run has ended: play it again (Space)";

/// A button.
pub const RESTART: &str = "Restart";

/// What it does, and its key.
pub const RESTART_KEY: &str = "Restart with the same seed (R)";

/// A button.
pub const BACK: &str = "Step back";

/// What it does, and its key.
pub const BACK_KEY: &str = "Step back to the event before (,)";

/// A button.
pub const STEP: &str = "Step forward";

/// What it does, and its key.
pub const STEP_KEY: &str = "Step to the next event (.)";

/// A button.
pub const BEFORE: &str = "To the previous transition";

/// What it does, and its key.
pub const BEFORE_KEY: &str = "To the previous transition (<)";

/// A button.
pub const AFTER: &str = "To the next transition";

/// What it does, and its key.
pub const AFTER_KEY: &str = "To the next transition (>)";

/// A button.
pub const UNDO: &str = "Undo";

/// What it does, and its keys.
pub const UNDO_KEY: &str = "Undo the last change (Ctrl+Z)";

/// A button.
pub const REDO: &str = "Redo";

/// What it does, and its keys.
pub const REDO_KEY: &str = "Redo (Ctrl+Shift+Z, Ctrl+Y)";

/// The choice of a speed.
pub const SPEED: &str = "Speed";

/// Why a speed is not kept.
pub const AS_FAST_AS_IT_GOES: &str = "As fast as this machine can go";

/// The speed that is kept.
pub fn about(kept: &str) -> String {
    format!("about {kept}×")
}

/// A button.
pub const NEW_SEED: &str = "New seed";

/// What it does.
pub const NEW_SEED_MORE: &str = "New seed: the same with other random numbers";

/// Before the seed, with a space.
pub const SEED: &str = "seed ";
