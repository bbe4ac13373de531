//! A small fuzzer that makes the same inputs in every run: seeds with mistakes in them.

use crate::seeds;

/// A number below another one, from a xorshift generator.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap_or(0)
    }
}

/// Text that means something somewhere.
const WORDS: &[&str] = &[
    "#",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "<",
    ">",
    "::",
    ",",
    "=",
    "'a",
    "\"",
    "\"5s\"",
    "r#type",
    "_",
    "crate",
    "Self",
    "self",
    "&",
    "mut ",
    "async ",
    "fn f() {}",
    "where ",
    "impl ",
    "dyn ",
    "infinity",
    "call",
    "cast",
    "every",
    "#[cfg(a)]",
    "#[every(\"1s\")]",
    "#[doc = \"x\"]",
    "0",
    "9",
    "-",
    "/",
    "*",
    "L",
    "W",
    "#3",
    "?",
    "\n",
    " ",
    "é",
    "\u{0}",
    "99999999999999999999",
    "s",
    "ms",
    "...",
    "!",
    "//",
    "/*",
];

fn slice(bytes: &[u8], random: &mut Random) -> std::ops::Range<usize> {
    let start = random.below(bytes.len() + 1);
    let most = bytes.len() - start;
    let length = if random.below(2) == 0 { 1 } else { random.below(24) };
    start..start + length.min(most)
}

/// One mistake.
fn mistake(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let range = slice(bytes, random);
    match random.below(6) {
        0 => drop(bytes.drain(range)),
        1 => {
            let twice = bytes[range.clone()].to_vec();
            bytes.splice(range.end..range.end, twice);
        }
        2 => {
            let from = slice(other, random);
            bytes.splice(range, other[from].iter().copied());
        }
        3 if !bytes.is_empty() => {
            let index = random.below(bytes.len());
            bytes[index] = u8::try_from(random.below(128)).unwrap_or(0);
        }
        kind => {
            let word = WORDS[random.below(WORDS.len())].bytes();
            let end = if kind == 4 { range.end } else { range.start };
            bytes.splice(range.start..end, word);
        }
    }
}

/// Calls the target of this name with its seeds, and then with so many others.
///
/// # Panics
///
/// When the target does, which it does when something is wrong; or when there is none of this name.
pub fn drive(target: &str, rounds: usize) {
    let judge = match target {
        "expand" => crate::expand,
        "keys" => crate::keys,
        "duration" => crate::duration,
        "cron" => crate::cron,
        other => panic!("there is no fuzzer `{other}`"),
    };
    let seeds = seeds::of(target);
    for seed in &seeds {
        judge(seed);
    }
    let mut random = Random(0x5eed_5eed);
    for _ in 0..rounds {
        let mut bytes = seeds[random.below(seeds.len())].clone();
        for _ in 0..=random.below(4) {
            let other = random.below(seeds.len());
            mistake(&mut bytes, &seeds[other], &mut random);
        }
        judge(&bytes);
    }
}
