//! `cargo xtask reproduce`: does the same source give the same page, byte for byte, wherever it is built?
//!
//! It builds the page here, then a copy of the source from nothing in another folder, and has git compare the two. A command
//! of its own, not a stage of `cargo xtask test`: the second build takes minutes.

use crate::site::Site;
use crate::{Outcome, build, cargo, files, process, setup, workspace};
use std::path::Path;
use std::process::Command;

/// Builds twice and compares.
pub(crate) fn command() -> Outcome {
    setup::page()?;
    build::build(&Site::default())?;
    let copy = workspace::root().join("target/reproduce");
    copy_source(&copy)?;
    process::say("reproduce", &format!("building the copy in {} from nothing (5 to 10 minutes)", copy.display()));
    let mut again = cargo::command(&["xtask", "build"]);
    again.current_dir(&copy);
    // A target folder that the two share would let the second build take over the first one's work.
    again.env_remove("CARGO_TARGET_DIR").env_remove("CARGO_BUILD_TARGET_DIR").env_remove("CARGO_MANIFEST_DIR");
    process::run(&mut again, "The copy could not be built; the messages above say why.")?;
    compare(&workspace::dist(), &copy.join("dist"))?;
    process::say("reproduce", "both builds have the same files, byte for byte");
    Ok(fs_err::remove_dir_all(&copy)?)
}

/// Copies what git keeps, or would keep, to a new folder: no built file gets there.
fn copy_source(copy: &Path) -> Outcome {
    files::fresh(copy)?;
    // An index of its own: what is changed, new or deleted and not yet committed, counts as it is.
    let index = workspace::root().join("target/reproduce-index");
    let git = |arguments: &[&str]| -> Command {
        let mut git = process::command("git");
        git.args(arguments).env("GIT_INDEX_FILE", &index);
        git
    };
    let otherwise = "git cannot copy the source files; run the command in a clone of the repository.";
    process::run(&mut git(&["add", "--all"]), otherwise)?;
    process::run(&mut git(&["checkout-index", "--all", &format!("--prefix={}/", copy.display())]), otherwise)
}

/// Two folders have the same files with the same bytes.
fn compare(here: &Path, there: &Path) -> Outcome {
    let mut git = process::command("git");
    git.args(["diff", "--no-index", "--no-ext-diff", "--no-textconv", "--name-status", "--exit-code"]);
    process::run(git.arg(here).arg(there), "The two builds differ; the lines above name the files.")
}

#[cfg(test)]
mod tests {
    use super::compare;
    use crate::files::{fresh, write};

    #[test]
    fn another_byte_and_another_file_are_differences() {
        let folder = std::env::temp_dir().join(format!("kaigo-hojo-reproduce-{}", std::process::id()));
        let (here, there) = (folder.join("here"), folder.join("there"));
        fresh(&folder).expect("a folder");
        for dist in [&here, &there] {
            write(&dist.join("parts/a.wasm"), [0, 1, 2]).expect("a file");
        }
        assert!(compare(&here, &there).is_ok());
        write(&there.join("parts/a.wasm"), [0, 1, 3]).expect("a file");
        assert!(compare(&here, &there).is_err());
        write(&there.join("parts/a.wasm"), [0, 1, 2]).expect("a file");
        write(&there.join("b"), "").expect("a file");
        assert!(compare(&here, &there).is_err());
        fs_err::remove_dir_all(&folder).expect("removed");
    }
}
