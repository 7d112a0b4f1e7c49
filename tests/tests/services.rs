//! The hand-written list of services against the contract's table, where the contract is at hand.

use std::fs;
use std::path::PathBuf;

use oracle::{SoftwareCondition, services};

#[test]
fn services_agree_with_the_contract() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/contract/services.csv");
    let Ok(table) = fs::read_to_string(&path) else {
        println!("skipped: no {}", path.display());
        return;
    };
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split(',').collect()).collect();
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
