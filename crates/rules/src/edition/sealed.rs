//! The mistakes of an edition as it keeps them: bytes that nobody has read yet.

/// The mistakes of an edition as bytes, so that a page without diagnosis needs no reader for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sealed(pub(crate) Vec<u8>);
