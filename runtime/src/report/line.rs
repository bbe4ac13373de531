//! A text on one line, whatever users have put into it.

use std::fmt::{self, Write};

/// Writes what would end a line, or move the cursor of a terminal, as an escape: a text of the user can
/// then neither break a report in two nor pass itself off as another one.
pub(crate) struct OneLine<W>(pub(crate) W);

impl<W: Write> Write for OneLine<W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // Nearly all text is plain, and a look at its bytes is a fraction of one at its characters.
        if text.bytes().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~')) {
            return self.0.write_str(text);
        }
        let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        for part in text.split_inclusive(breaks) {
            match part.char_indices().next_back().filter(|(_, last)| breaks(*last)) {
                Some((at, last)) => {
                    self.0.write_str(&part[..at])?;
                    write!(self.0, "{}", last.escape_debug())?;
                }
                None => self.0.write_str(part)?,
            }
        }
        Ok(())
    }
}
