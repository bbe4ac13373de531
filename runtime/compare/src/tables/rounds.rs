//! Takes the measurements: in each round every side has its turn, so that what else the machine does
//! meanwhile hits all of them.

use crate::rounds::median;

use super::options::Options;
use super::work::{Group, Work};

/// One side's part of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// In the row's unit.
    pub value: f64,
    /// What this repository takes of it, in the same round.
    pub share: f64,
}

/// One line of the table.
pub struct Row {
    /// What was done.
    pub work: Work,
    /// By column.
    pub cells: Vec<Option<Cell>>,
}

/// Measures a group.
#[must_use]
pub fn rows(group: &mut Group, options: &Options) -> Vec<Row> {
    let works = group.works.clone();
    works.into_iter().map(|work| row(group, work, options)).collect()
}

fn row(group: &mut Group, work: Work, options: &Options) -> Row {
    let less = Work { count: (work.count / options.divisor).max(1), ..work.clone() };
    let mut values = vec![Vec::new(); group.sides.len()];
    for round in 1..=options.rounds {
        let (name, workers) = (work.name, work.workers);
        eprintln!("{}, {name}, {workers}: round {round} of {}", group.title, options.rounds);
        for (side, values) in group.sides.iter_mut().zip(&mut values) {
            values.extend(side.as_mut().and_then(|side| (side.measure)(&less)));
        }
    }
    let cells = values.iter().map(|of| cell(&values[0], of)).collect();
    Row { work, cells }
}

fn cell(ours: &[f64], of: &[f64]) -> Option<Cell> {
    let shares: Vec<f64> = ours.iter().zip(of).map(|(ours, of)| ours / of).collect();
    let some = !shares.is_empty();
    some.then(|| Cell { value: median(of.to_vec()), share: median(shares) })
}

#[cfg(test)]
mod tests {
    use super::super::work::Side;
    use super::*;

    #[test]
    fn a_cell_is_the_median_and_a_share_is_of_the_same_round() {
        let mut ours = [10.0, 40.0, 20.0].into_iter().cycle();
        let mut theirs = [20.0, 40.0, 80.0].into_iter().cycle();
        let side = |name, mut next: Box<dyn FnMut() -> f64>| Side::new(name, move |_| next());
        let mut group = Group {
            title: "a test",
            sides: [
                Some(side("ours", Box::new(move || ours.next().expect("a cycle")))),
                Some(side("theirs", Box::new(move || theirs.next().expect("a cycle")))),
                Some(Side::partial("lacks it", |_| None)),
                None,
                None,
            ],
            works: vec![Work::timed("nothing", 1, 1)],
        };
        let options = Options { rounds: 3, ..Options::new() };
        let rows = rows(&mut group, &options);
        let shown = |at: usize| rows[0].cells[at].map(|cell| (cell.value, cell.share));
        assert_eq!(shown(0), Some((20.0, 1.0)));
        assert_eq!(shown(1), Some((40.0, 0.5)));
        assert_eq!((shown(2), shown(3)), (None, None));
    }
}
