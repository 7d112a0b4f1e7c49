//! Every piece of view has one type.
//!
//! Leptos makes code for every type of view: to build it, to change it, to take it away. What `view!` gives would be a type
//! of its own each time, and so would each option, list and closure of it.

/// Leptos's `view!`, as an `AnyView`.
macro_rules! view {
    ($($tokens:tt)*) => {
        ::leptos::prelude::IntoAny::into_any(::leptos::prelude::view! { $($tokens)* })
    };
}

pub(crate) use view;
