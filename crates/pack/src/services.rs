//! The table of services: rows and columns that packs refer to.

/// `services.csv`: the table of services. Packs refer to its columns.
pub const SERVICES: &str = include_str!("../data/services.csv");

/// One row of the table of services.
pub(crate) struct Service {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) class: &'static str,
    pub(crate) cells: Vec<&'static str>,
}

/// The table of services: no cell of it holds a comma.
pub(crate) fn services() -> impl Iterator<Item = Service> {
    SERVICES.lines().skip(1).filter_map(|line| {
        let cells: Vec<&str> = line.trim_end().split(',').collect();
        match cells.as_slice() {
            [code, name, class, ..] => Some(Service { code, name, class, cells: cells.clone() }),
            _ => None,
        }
    })
}

/// The columns of the table of services.
pub(crate) fn service_columns() -> Vec<&'static str> {
    SERVICES.lines().next().unwrap_or_default().trim_end().split(',').collect()
}
