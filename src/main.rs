//! The page's entry. Everything else is in the library, so that it is built and tested natively as well.

fn main() {
    half_open::app::run();
}
