//! One writer of a spec at a time.

use super::Failure;
use std::fs::File;
use std::path::Path;

/// Keeps other processes from writing to a spec. The system releases it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    _folder: Option<File>,
}

impl Lock {
    /// Locks the folder of a spec, or says that another process has done so.
    #[cfg(unix)]
    pub(super) fn of(spec: &Path) -> Result<Self, Failure> {
        use rustix::fs::{FlockOperation, flock};
        use rustix::io::Errno;

        // The reader of the folder reports what is wrong with it.
        let Ok(folder) = File::open(spec) else { return Ok(Self { _folder: None }) };
        match flock(&folder, FlockOperation::NonBlockingLockExclusive) {
            Err(Errno::WOULDBLOCK) => {
                let spec = spec.display();
                Err(Failure::other(format!(
                    "another process is writing to {spec}: rerun the command when it has finished"
                )))
            }
            // Some network file systems have no locks. A file that has changed since it was read is not replaced in any case.
            Ok(()) | Err(_) => Ok(Self { _folder: Some(folder) }),
        }
    }

    /// Folders cannot be locked. A file that has changed since it was read is not replaced in any case.
    #[cfg(not(unix))]
    #[expect(clippy::unnecessary_wraps, reason = "fails where folders can be locked")]
    pub(super) fn of(_spec: &Path) -> Result<Self, Failure> {
        Ok(Self { _folder: None })
    }
}
