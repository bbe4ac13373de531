//! Only an ordered set has a next key, and a bag has no counters.

use switchboard::prelude::*;
use switchboard::Bag;

fn main() {
    let table: Table<u64, u64> = Table::new();
    drop(table.next(&1));
    let bag: Table<u64, u64, Bag> = Table::new();
    drop(bag.update_counter(&1, 1));
    drop(table.reader().insert(1, 1));
    drop(table.lookup("one"));
}
