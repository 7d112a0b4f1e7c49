//! The program that the loader starts when the browser is idle.

fn main() {
    kaigo_hojo_later::start();
}
