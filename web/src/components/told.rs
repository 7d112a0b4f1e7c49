//! What a component tells the one that has drawn it.

use std::rc::Rc;

/// A closure as a property of a component. As a type of its own it would make the whole component anew for each that draws
/// it. It lives as long as its last handler: a field tells what was typed even when its screen goes.
pub(crate) struct Told<In, Out = ()>(Rc<dyn Fn(In) -> Out>);

impl<In, Out> Told<In, Out> {
    /// Tells it.
    pub(crate) fn run(&self, what: In) -> Out {
        (self.0)(what)
    }
}

impl<In, Out> Clone for Told<In, Out> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<In, Out, F: Fn(In) -> Out + 'static> From<F> for Told<In, Out> {
    fn from(tell: F) -> Self {
        Self(Rc::new(tell))
    }
}
