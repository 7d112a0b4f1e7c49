//! Printing. A closed pipe (`| head`) ends it quietly; any other failure is reported.

use std::io::{self, ErrorKind, Write as _};
use std::process::ExitCode;

/// Success, exit status 1 where documents had errors, or a sentence that says why it failed.
pub(crate) type Outcome = Result<ExitCode, String>;

/// To standard output, at once.
pub(crate) fn print(text: &str) -> Outcome {
    let mut out = io::stdout().lock();
    told(out.write_all(text.as_bytes()).and_then(|()| out.flush()))?;
    Ok(ExitCode::SUCCESS)
}

/// To standard error. If that fails too, only the exit status is left.
pub(crate) fn tell(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", text.trim_end());
}

/// To a file.
pub(crate) fn save(path: &std::path::Path, bytes: &[u8]) -> Outcome {
    std::fs::write(path, bytes).map_err(|error| format!("{}: 書き込めません（{error}）", path.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// How writing to standard output ended.
pub(crate) fn told(written: io::Result<()>) -> Result<(), String> {
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(format!("標準出力に書き込めません（{error}）。空き容量と出力先を確かめてください"))
        }
        _ => Ok(()),
    }
}
