//! About `#[every(..)]`, `#[cron(..)]`, and what is in a cron expression.

use super::Text;
use crate::cron::Kind;
use crate::keys::{list, nearest};

/// An interval that is missing, or more than one.
pub(crate) const ONE_INTERVAL: Text =
    Text::fixed("`every` takes one interval, with its unit", "write `#[every(\"30s\")]`");

/// An interval of nothing.
pub(crate) const ZERO: Text =
    Text::fixed("an interval must be more than zero", "write `#[every(\"30s\")]`");

/// An expression that is missing, or more than one.
pub(crate) const ONE_EXPRESSION: Text = Text::fixed(
    "`cron` takes one expression",
    "write `#[cron(\"0 3 * * *\")]` for every night at three",
);

/// A key right behind the text in front.
pub(crate) fn missing_comma(attribute: &str) -> Text {
    let help = format!("write `#[{attribute}(\"..\", key = value)]`");
    Text::new("a comma is missing in front of this key", help)
}

/// A seed that is none.
pub(crate) const SEED: Text = Text::fixed("`seed` takes a number", "write `seed = 7`");

/// A seed with nothing to draw.
pub(crate) const SEED_ALONE: Text = Text::fixed(
    "without `jitter` nothing is drawn, so a seed changes nothing",
    "add `jitter = \"30s\"`, or remove `seed`",
);

/// A key of the calendar at an interval.
pub(crate) fn only_cron(key: &str) -> Text {
    Text::new(
        format!("`{key}` is of the calendar, and an interval knows none"),
        "remove it, or write `#[cron(\"0 3 * * *\", ..)]`",
    )
}

pub(crate) const NO_EXPRESSION: Text =
    Text::fixed("there is no expression", "write `0 3 * * *` for every night at three");

/// An expression that matches no moment.
pub(crate) fn never(why: &str) -> Text {
    Text::new(
        format!("this would never fire: {why}"),
        "check the day, the month and the weekday: `0 0 28 2 *` is a date, and `0 0 31 2 *` is none",
    )
}

/// An expression with another number of fields.
pub(crate) fn fields(count: usize) -> Text {
    let what = if count > 6 {
        format!("a cron expression has no field for the year, and six at most; this has {count}")
    } else {
        format!(
            "a cron expression has five fields, or six with the seconds first; this has {count}"
        )
    };
    let help =
        "write minute, hour, day of the month, month and day of the week, such as `0 3 * * *`";
    Text::new(what, help)
}

/// A nickname that there is not.
pub(crate) fn nickname(written: &str, known: &[&str]) -> Text {
    let help = match nearest(written, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None if written == "@midnight" => "write `@daily`".to_owned(),
        None => format!("write one of {}", list(known)),
    };
    Text::new(format!("there is no `{written}`"), help)
}

/// A time zone that there is not.
pub(crate) fn zone(name: &str, near: Option<&str>) -> Text {
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write a name such as `Europe/Paris` or `UTC`".to_owned(),
    };
    Text::new(format!("there is no time zone `{name}`"), help)
}

pub(crate) const NO_STEP: Text =
    Text::fixed("a step of zero never comes to an end", "write `*/1`, or `*`");

/// A weekday that comes more often than months are long.
pub(crate) fn nth(kind: Kind, item: &str) -> Text {
    Text::new(
        format!("there is no {kind} `{item}`"),
        "write `5#1` to `5#5` for the first to the fifth Friday, `5L` for the last one",
    )
}

/// A range that would go around.
pub(crate) fn backwards(range: &str, instead: &str) -> Text {
    Text::new(format!("the range `{range}` goes backwards"), format!("write `{instead}`"))
}

/// A step from a number.
pub(crate) fn no_range(range: &str, step: u16, instead: &str) -> Text {
    Text::new(
        format!("`{range}/{step}` does not say where the steps end"),
        format!("write `{instead}`"),
    )
}

/// A number that the field does not go to.
pub(crate) fn outside(number: u16, kind: Kind, first: u16, last: u16) -> Text {
    Text::new(
        format!("there is no {kind} {number}"),
        format!("write a number from {first} to {last}"),
    )
}

/// Something that no field has.
pub(crate) fn unknown(written: &str, kind: Kind) -> Text {
    Text::new(format!("`{written}` names no {kind}"), format!("write {}", examples(kind)))
}

/// A sign of another field.
pub(crate) fn foreign(written: &str, odd: char, kind: Kind) -> Text {
    Text::new(
        format!("`{odd}` in `{written}` means nothing for the {kind}"),
        format!("write {}", examples(kind)),
    )
}

fn examples(kind: Kind) -> &'static str {
    match kind {
        Kind::Second | Kind::Minute | Kind::Hour => "`*`, `5`, `5,10`, `5-10`, `*/5` or `5-20/5`",
        Kind::Day => {
            "`*`, `1`, `1,15`, `1-7`, `*/2`, `L` for the last day, `15W` for the working day \
             nearest to the 15th, or `LW`"
        }
        Kind::Month => "`*`, `1` to `12`, `JAN` to `DEC`, or a range such as `APR-SEP`",
        Kind::Weekday => {
            "`*`, `MON` to `SUN`, `MON-FRI`, `5#3` for the third Friday, or `5L` for the last one"
        }
    }
}
