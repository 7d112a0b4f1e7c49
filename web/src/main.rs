//! The program that trunk builds: it starts the page.

fn main() {
    kaigo_hojo_web::start();
}
