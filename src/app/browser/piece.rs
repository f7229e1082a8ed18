//! Pieces of the program that are loaded after it.

/// Why a piece has not come.
#[derive(Clone, Debug)]
pub(crate) struct Missing(pub(crate) String);

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    /// The loader has left what it knows where the page can read it.
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        let told = js_sys::Reflect::get(&js_sys::global(), &"halfOpenMissing".into()).ok();
        Self(told.and_then(|told| told.as_string()).unwrap_or_default())
    }
}
