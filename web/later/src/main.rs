//! The program that the loader starts a little later.

fn main() {
    kaigo_hojo_later::start();
}
