//! The oracle's list of services, written by hand, against the table that packs name the columns of.

#![cfg(not(target_arch = "wasm32"))]

use kaigo_hojo_pack::SERVICES;
use oracle::{SoftwareCondition, services};

#[test]
fn services_agree_with_the_table() {
    let rows: Vec<Vec<&str>> = SERVICES.lines().skip(1).map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.len(), services().count());
    for service in services() {
        let row = rows.iter().find(|row| row[0] == service.code).unwrap_or_else(|| panic!("{}", service.code));
        let condition = match service.software {
            SoftwareCondition::CarePlan => "careplan",
            SoftwareCondition::Life => "life",
            SoftwareCondition::None => "",
        };
        assert_eq!(row[5], condition, "{}", service.code);
        assert_eq!(row[6], service.linkage_bonus.to_string(), "{}", service.code);
    }
}
