//! What each fuzzer begins with.

use crate::MACROS;
use crate::keys::PLACES;

/// Lists of keys that one of the places takes.
const LISTS: &[&str] = &[
    "name = \"a.b\", mailbox = 8, overflow = shed, trap_exit, call_timeout = \"5s\"",
    "crate = ::otp, messages = M, handle = H, vis = pub(crate), derive(Clone)",
    "timeout = infinity, rename = other",
    "\"30s\", jitter = \"1s\", overlap = queue, missed = skip",
    "\"0 3 * * MON\", tz = \"Europe/Berlin\"",
    "One | Two { a: 1 }, call, timeout = \"2s\", postpone = Three",
    "strategy = one_for_all, intensity = 3, period = \"5s\", auto_shutdown = any_significant",
    "restart = transient, shutdown = \"5s\", significant, start = f(1, x)",
    "threads = 2, state = St, callback_mode = state_enter",
    "",
];

const DURATIONS: &[&str] = &["250ms", "1m30s", "1h 30m", "0s", "18446744073709551615ns", "5d"];

const SCHEDULES: &[&str] = &[
    "* * * * *\nUTC",
    "0 3 * * MON\nEurope/Berlin",
    "*/5 0-7,20 L FEB *\nAmerica/New_York",
    "30 2 29 2 *\nAustralia/Lord_Howe",
    "0 0 15W * ?\nPacific/Apia",
    "0 12 ? * 5#3\nAsia/Kathmandu",
    "59 23 LW DEC FRIL\nAfrica/Casablanca",
    "@daily\nUTC",
    "0 0 0 31 12 *\nUTC",
];

/// The seeds of the fuzzer of this name.
///
/// # Panics
///
/// When there is none of this name.
#[must_use]
pub fn of(target: &str) -> Vec<Vec<u8>> {
    match target {
        "expand" => {
            let macros = (0_u8..).zip(MACROS);
            let inputs = macros.flat_map(|(which, (of, _))| {
                of.inputs.iter().map(move |(attr, item)| {
                    let attr = attr.replace('\n', " ");
                    [&[which], attr.as_bytes(), b"\n", item.as_bytes()].concat()
                })
            });
            inputs.collect()
        }
        "keys" => {
            let places = (0_u8..).take(PLACES.len());
            let lists = places.flat_map(|place| {
                LISTS.iter().map(move |list| [&[place], list.as_bytes()].concat())
            });
            lists.collect()
        }
        "duration" => DURATIONS.iter().map(|text| text.as_bytes().to_vec()).collect(),
        "cron" => SCHEDULES
            .iter()
            .map(|text| [&444_444_u32.to_le_bytes(), text.as_bytes()].concat())
            .collect(),
        other => panic!("there is no fuzzer `{other}`"),
    }
}
