//! The page's entry. Everything else is in the library, so that it is built and tested natively as well.

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    half_open::app::run();
}
