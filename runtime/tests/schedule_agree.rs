//! What the compiler takes for a cron expression or a time zone, the runtime takes for one, and the
//! other way round.

#![cfg(feature = "cron")]

use switchboard::schedule::Schedule;
use switchboard_macros_core::cron;

/// A small generator: the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).expect("a small number")
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

const NUMBERS: &[&str] = &[
    "0", "1", "2", "5", "7", "8", "12", "13", "15", "23", "24", "28", "29", "30", "31", "32", "59",
    "60", "007", "65535", "65536", "", "MON", "fri", "SUN", "sat", "JAN", "feb", "DEC", "SUNDAY",
    "-1",
];

const ITEMS: &[&str] = &[
    "*",
    "?",
    "L",
    "LW",
    "W",
    "15W",
    "31W",
    "32W",
    "WL",
    "15W3",
    "L5",
    "5L",
    "FRIL",
    "LL",
    "5#1",
    "5#3",
    "5#5",
    "5#6",
    "5#0",
    "5#L",
    "#3",
    "5#",
    "5#3#2",
    "1-5#2",
    "1-5L",
    "*/2#1",
    "+",
    "+5",
    "+*",
    "++5",
    "*,5",
    "5,*",
    ",",
    "1,,2",
    ",1",
    "**",
    "1--5",
    "1-5-7",
    "/",
    "*/",
    "/5",
    "*/0",
    "*/99",
    "*/65535",
    "1-5/65535",
    "5/5",
    "0-59/7",
    "é",
    "x",
    "@",
    "5 ",
    "-",
    "FRI-SUN",
    "FRI-MON",
    "SUN-TUE",
    "MON-FRI",
    "1W-5",
    "L-3",
    "1-L",
    "5?",
    "15W?",
];

fn item(random: &mut Random) -> String {
    let number = |random: &mut Random| random.pick(NUMBERS).to_owned();
    match random.below(8) {
        0 | 1 => "*".to_owned(),
        2 | 3 => number(random),
        4 => format!("{}-{}", number(random), number(random)),
        5 => format!("*/{}", number(random)),
        6 => format!("{}-{}/{}", number(random), number(random), number(random)),
        _ => random.pick(ITEMS).to_owned(),
    }
}

fn field(random: &mut Random) -> String {
    let mut field = item(random);
    while random.below(5) == 0 {
        field = format!("{field},{}", item(random));
    }
    field
}

fn expression(random: &mut Random) -> String {
    let count = [5, 5, 5, 5, 6, 6, 4, 7][random.below(8)];
    // Most fields are sound, so that the others are looked at.
    let plain = |random: &mut Random| random.pick(&["*", "0", "1", "*/5"]).to_owned();
    let fields: Vec<String> = (0..count)
        .map(|_| if random.below(3) == 0 { field(random) } else { plain(random) })
        .collect();
    fields.join(random.pick(&[" ", "  ", "\t"]))
}

fn both(expression: &str) -> bool {
    let (compiler, runtime) = (cron::check(expression), Schedule::cron(expression));
    assert_eq!(
        compiler.is_ok(),
        runtime.is_ok(),
        "`{expression}`: the compiler says {compiler:?}, and the runtime {runtime:?}"
    );
    compiler.is_ok()
}

#[test]
fn they_agree_on_generated_expressions() {
    let mut random = Random(0x5eed_5eed_5eed_5eed);
    let sound = (0..12_000).filter(|_| both(&expression(&mut random))).count();
    assert!((2_000..10_000).contains(&sound), "{sound} of 12,000 are expressions");
}

#[test]
fn they_agree_on_every_form_in_every_field() {
    for form in ITEMS.iter().chain(NUMBERS) {
        for at in 0..6 {
            let mut fields = ["0", "0", "0", "1", "1", "1"];
            fields[at] = form;
            both(&fields.join(" "));
            let mut fields = ["*"; 6];
            fields[at] = form;
            both(&fields.join(" "));
        }
    }
}

#[test]
fn they_agree_on_whole_texts() {
    for text in [
        "",
        " ",
        "@daily",
        "@DAILY",
        " @weekly ",
        "@midnight",
        "@annually",
        "@yearly",
        "@monthly",
        "@hourly",
        "@reboot",
        "@every 5m",
        "@daily 5",
        "a @daily",
        "* * * * * *",
        "0 0 30 2 *",
        "0 0 31 4,6,9,11 *",
        "0 0 29 2 *",
        "0 0 29 2 +1#5",
        "0 0 1-28 * +5#5",
        "0 0 * * L",
        "0 0 1 * L",
        "0 0 * 2 +",
        "0 0 L * +",
        "ı * * * *",
        "0 0 31W 2 *",
        "0 0 30W 2 *",
    ] {
        both(text);
    }
}

#[test]
fn the_compiler_knows_the_zones_that_the_program_carries() {
    let carried: Vec<String> =
        jiff::tz::TimeZoneDatabase::bundled().available().map(|name| name.to_string()).collect();
    assert!(carried.len() > 500, "only {} zones", carried.len());
    for name in &carried {
        assert_eq!(cron::zone(name), Ok(()), "{name}");
    }
    assert_eq!(cron::zones().count(), carried.len());
    for name in cron::zones() {
        assert!(carried.iter().any(|known| known == name), "{name} is not carried");
    }
}
