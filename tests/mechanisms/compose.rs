//! Layers in the recommended order and in the wrong ones.
