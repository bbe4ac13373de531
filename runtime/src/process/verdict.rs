//! What an exit signal does to the process that it reaches. Pure.

use super::exit::ExitReason;

/// What an exit signal does to its receiver.
#[derive(Debug, PartialEq)]
pub(crate) enum Verdict {
    Ignore,
    Deliver,
    Die(ExitReason),
}

/// How an exit signal came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Via {
    /// Over a link, when the peer ended.
    Link,
    /// Sent on purpose, by another process or by nobody.
    Sent,
    /// Sent by the process to itself.
    Itself,
}

/// The rule of exit signals (Erlang's processes reference, "receiving exit signals").
pub(crate) fn verdict(reason: &ExitReason, via: Via, trapping: bool) -> Verdict {
    match (reason, via) {
        (ExitReason::Kill, Via::Sent | Via::Itself) => Verdict::Die(ExitReason::Killed),
        _ if trapping => Verdict::Deliver,
        (ExitReason::Normal, Via::Link | Via::Sent) => Verdict::Ignore,
        (reason, _) => Verdict::Die(reason.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_exit_signals() {
        use ExitReason as R;
        let custom = || R::custom("why");
        let rows = [
            (R::Normal, Via::Link, false, Verdict::Ignore),
            (R::Normal, Via::Link, true, Verdict::Deliver),
            (R::Normal, Via::Sent, false, Verdict::Ignore),
            (R::Normal, Via::Sent, true, Verdict::Deliver),
            (R::Normal, Via::Itself, false, Verdict::Die(R::Normal)),
            (R::Normal, Via::Itself, true, Verdict::Deliver),
            (R::Kill, Via::Link, false, Verdict::Die(R::Kill)),
            (R::Kill, Via::Link, true, Verdict::Deliver),
            (R::Kill, Via::Sent, false, Verdict::Die(R::Killed)),
            (R::Kill, Via::Sent, true, Verdict::Die(R::Killed)),
            (R::Killed, Via::Link, false, Verdict::Die(R::Killed)),
            (R::Killed, Via::Link, true, Verdict::Deliver),
            (custom(), Via::Link, false, Verdict::Die(custom())),
            (custom(), Via::Sent, true, Verdict::Deliver),
            (custom(), Via::Itself, false, Verdict::Die(custom())),
        ];
        for (reason, via, trapping, expected) in rows {
            assert_eq!(verdict(&reason, via, trapping), expected, "{reason:?} {via:?} {trapping}");
        }
    }
}
