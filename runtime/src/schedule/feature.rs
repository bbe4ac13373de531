//! Whether there are calendars, as a bound that the compiler can complain about.

/// What `#[cron]` asks of a build.
#[diagnostic::on_unimplemented(
    message = "`#[cron]` needs the feature `cron` of the crate `switchboard`",
    label = "there are no calendars in this build",
    note = "write `features = [\"cron\"]` at the dependency in Cargo.toml, or run `cargo add switchboard --features cron`"
)]
pub trait CronFeature {}

/// This build of the crate, with the features that it has.
#[derive(Debug)]
pub struct ThisBuild;

#[cfg(feature = "cron")]
impl CronFeature for ThisBuild {}
