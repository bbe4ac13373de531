//! What is said about `#[every(..)]` and `#[cron(..)]`.

/// An interval that is missing, or more than one.
pub(super) const ONE_INTERVAL: &str =
    "`every` takes one interval, with its unit\nhelp: write `#[every(\"30s\")]`";

/// An interval of nothing.
pub(super) const ZERO: &str = "an interval must be more than zero";

/// An expression that is missing, or more than one.
pub(super) const ONE_EXPRESSION: &str =
    "`cron` takes one expression\nhelp: write `#[cron(\"0 3 * * *\")]` for every night at three";

/// The example of the whole attribute.
pub(super) const CRON: &str = "#[cron(\"0 3 * * *\")]";

/// A seed that is none.
pub(super) const SEED: &str = "`seed` takes a number\nhelp: write `seed = 7`";

/// A seed with nothing to draw.
pub(super) const SEED_ALONE: &str = "without `jitter` nothing is drawn, so a seed changes nothing\nhelp: add `jitter = \"30s\"`, or remove `seed`";

/// A value that is returned to nobody.
pub(super) const CRON_OUTPUT: &str =
    "`#[cron(..)]` returns nothing: the clock does not listen\nhelp: remove the return type";

/// A key of the calendar at an interval.
pub(super) fn only_cron(key: &str) -> String {
    format!(
        "`{key}` is of the calendar, and an interval knows none\n\
         help: remove it, or write `#[cron(\"0 3 * * *\", ..)]`"
    )
}
