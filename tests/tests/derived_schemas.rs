//! The published JSON Schemas are what the types of the documents give. `KAIGO_HOJO_WRITE=1` writes them anew.

#![cfg(not(target_arch = "wasm32"))]

use std::path::Path;

use kaigo_hojo_contract::schema::derived::all;

#[test]
fn the_published_schemas_are_those_of_the_types() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/contract/schema");
    let published = std::fs::read_dir(&folder).expect("the schemas").count();
    assert_eq!(published, all().len(), "each file is one that is derived");
    for (name, derived) in all() {
        let path = folder.join(name).with_extension("schema.json");
        if std::env::var_os("KAIGO_HOJO_WRITE").is_some() {
            std::fs::write(&path, &derived).expect("written");
        }
        let published = std::fs::read_to_string(&path).expect("a schema");
        assert_eq!(published, derived, "{name}: write the schemas anew with KAIGO_HOJO_WRITE=1");
    }
}
