//! Durations.

use switchboard_macros_core::duration::parse;

use crate::text;

/// # Panics
///
/// When a duration is another one when it is written in nanoseconds, with room around it, or is not
/// twice as long when it is written twice.
pub fn duration(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let Some(time) = parse(text) else { return };
    assert_eq!(parse(&format!("{}ns", time.as_nanos())), Some(time));
    assert_eq!(parse(&format!(" {text}\t")), Some(time));
    let twice = u64::try_from(time.as_nanos() * 2).is_ok().then(|| time * 2);
    assert_eq!(parse(&format!("{text}{text}")), twice);
}
