//! Takes the measurements: in each round every library has its turn, so that what else the machine
//! does meanwhile hits all of them.

use crate::child;
use crate::contender::Contender;
use crate::libs::Flavour;
use crate::options::{Options, Part};
use crate::table::{Cell, Row};
use crate::workloads::Workload;
use crate::workloads::idle::Past;

/// The rows of the table, in order.
#[must_use]
pub fn rows(options: &Options) -> Vec<Row> {
    let mut rows = Vec::new();
    for flavour in [Flavour::MultiThread, Flavour::CurrentThread] {
        for part in &options.parts {
            if let Part::Timed(workload) = part {
                rows.push(timed(options, *workload, flavour));
            }
        }
    }
    if options.parts.contains(&Part::Idle) {
        rows.push(idle(options, Past::Called, "idle process"));
        rows.push(idle(options, Past::Cast, "idle process after a cast"));
    }
    if options.parts.contains(&Part::Allocations) {
        rows.extend(allocations(options));
    }
    rows
}

fn timed(options: &Options, workload: Workload, flavour: Flavour) -> Row {
    let count = (workload.operations() / options.divisor).max(1);
    // One list of times for each library, in nanoseconds.
    let mut times = vec![Vec::new(); options.contenders.len()];
    for round in 0..options.rounds {
        eprintln!(
            "{}, {}: round {} of {}",
            workload.name(),
            flavour.name(),
            round + 1,
            options.rounds
        );
        for (contender, times) in options.contenders.iter().zip(&mut times) {
            times.push((contender.measure)(workload, flavour, count));
        }
    }
    let cell = |of: &Vec<f64>| {
        let ratios = of.iter().zip(&times[0]).map(|(time, raw)| time / raw).collect();
        Some(Cell { value: median(of.clone()), ratio: median(ratios) })
    };
    Row {
        name: workload.name().to_owned(),
        under: flavour.name(),
        unit: "ns",
        cells: times.iter().map(cell).collect(),
    }
}

fn idle(options: &Options, past: Past, name: &str) -> Row {
    let bytes = |contender: &Contender| {
        eprintln!("{} of {}: {name}", options.processes, contender.name);
        Some((contender.idle)(contender.name, options.processes, past))
    };
    row(name, "multi_thread", "bytes", options.contenders.iter().map(bytes).collect())
}

fn allocations(options: &Options) -> [Row; 2] {
    let (mut calls, mut casts) = (Vec::new(), Vec::new());
    for contender in &options.contenders {
        eprintln!("allocations of {}", contender.name);
        let both = contender.work.map(|_| child::allocations(contender.name));
        calls.push(both.map(|(call, _)| call));
        casts.push(both.map(|(_, cast)| cast));
    }
    [
        row("allocations per call", "current_thread", "", calls),
        row("allocations per cast", "current_thread", "", casts),
    ]
}

fn row(name: &str, under: &'static str, unit: &'static str, values: Vec<Option<f64>>) -> Row {
    let raw = values[0].unwrap_or(f64::NAN);
    let cell = |value: Option<f64>| value.map(|value| Cell { value, ratio: value / raw });
    Row { name: name.to_owned(), under, unit, cells: values.into_iter().map(cell).collect() }
}

/// The value in the middle.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        values[middle]
    } else {
        f64::midpoint(values[middle - 1], values[middle])
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![9.0, 1.0, 2.0]).to_bits(), 2.0_f64.to_bits());
        assert_eq!(median(vec![9.0, 1.0, 2.0, 4.0]).to_bits(), 3.0_f64.to_bits());
    }
}
