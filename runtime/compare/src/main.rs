//! Prints a table of what the libraries cost, side by side.

use compare::libs::{CRASH, Flavour, Library, Raw, Switchboard};
use compare::workloads::Workload;

fn one<L: Library>(flavour: Flavour, workload: Workload) -> f64 {
    let count = workload.operations();
    workload.measure::<L>(flavour, count).as_secs_f64() * 1e9 / count as f64
}

fn main() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if info.payload_as_str() != Some(CRASH) {
            before(info);
        }
    }));
    let _reports = switchboard::report::subscribe().quiet();
    for flavour in [Flavour::MultiThread, Flavour::CurrentThread] {
        for workload in Workload::ALL {
            let (raw, ours) = (one::<Raw>(flavour, workload), one::<Switchboard>(flavour, workload));
            println!("{:14} {:12} {raw:9.1} {ours:9.1} {:.3}", flavour.name(), workload.name(), ours / raw);
        }
    }
}
