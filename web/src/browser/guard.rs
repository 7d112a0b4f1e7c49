//! A guard around what may break off on the way.

/// Whether something holds. What breaks off does not.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn holds(run: impl FnOnce() -> bool + 'static) -> bool {
    run()
}

/// Whether something holds. By way of JavaScript, which gives back as an error what breaks off on the way: that does not.
#[cfg(target_arch = "wasm32")]
pub(crate) fn holds(run: impl FnOnce() -> bool + 'static) -> bool {
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::js_sys::Function;

    let run = Closure::once_into_js(run);
    run.unchecked_ref::<Function>().call0(&JsValue::NULL).is_ok_and(|holds| holds.is_truthy())
}
