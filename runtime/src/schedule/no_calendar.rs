//! What stands for calendars without the feature `cron`: there are none.

use std::fmt;

use super::policy::Seconds;

/// A calendar that nobody can make.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Calendar {}

impl Calendar {
    pub(crate) fn next(&self, _after: Seconds) -> Option<Seconds> {
        match *self {}
    }
}

impl fmt::Display for Calendar {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}
