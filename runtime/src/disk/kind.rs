//! The kinds of tables on disk.

use crate::table::{Bags, Set, TableKind};

mod sealed {
    pub trait Sealed {}

    impl Sealed for crate::table::Set {}

    impl<const DUPLICATES: bool> Sealed for crate::table::Bags<DUPLICATES> {}
}

/// A kind that a table on disk can have: [`Set`], [`Bag`](crate::Bag),
/// [`DuplicateBag`](crate::DuplicateBag).
pub trait DiskKind: sealed::Sealed + 'static {
    /// The kind as a value.
    const DISK_KIND: TableKind;
}

impl DiskKind for Set {
    const DISK_KIND: TableKind = TableKind::Set;
}

impl<const DUPLICATES: bool> DiskKind for Bags<DUPLICATES> {
    const DISK_KIND: TableKind = if DUPLICATES { TableKind::DuplicateBag } else { TableKind::Bag };
}
