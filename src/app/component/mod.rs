//! Small parts that several panels and stages share.

pub(crate) mod copier;
pub(crate) mod drawn;
pub(crate) mod file;
pub(crate) mod focus;
pub(crate) mod glyph;
pub(crate) mod icon;
pub(crate) mod setting;
pub(crate) mod sheet;
pub(crate) mod tag;
pub(crate) mod term;
