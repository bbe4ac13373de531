//! Prints how many allocations a library makes per call and per cast.
//!
//! It is a program of its own because of its allocator, which counts.

use std::env;
use std::process::ExitCode;

use allocation_counter::measure;
use compare::contender;
use compare::workloads::Workload;

/// The difference of two runs is free of what begins and ends a run.
const FEW: u64 = 20_000;
const MANY: u64 = 10 * FEW;

fn per_operation(work: fn(Workload, u64), workload: Workload) -> f64 {
    let few = measure(|| work(workload, FEW)).count_total;
    let many = measure(|| work(workload, MANY)).count_total;
    many.saturating_sub(few) as f64 / (MANY - FEW) as f64
}

fn main() -> ExitCode {
    let name = env::args().nth(1).unwrap_or_default();
    let contender = contender::all().into_iter().find(|contender| contender.name == name);
    let Some(work) = contender.and_then(|contender| contender.work) else {
        eprintln!("usage: allocations <library>");
        return ExitCode::FAILURE;
    };
    println!(
        "{:.3} {:.3}",
        per_operation(work, Workload::Call),
        per_operation(work, Workload::Cast)
    );
    ExitCode::SUCCESS
}
