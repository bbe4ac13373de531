//! What `#[derive(Record)]` writes: record user.

impl ::switchboard::Record for User {
    type Key = u64;
    const INDEXES: &'static [&'static ::switchboard::__private01::str] = &["email"];
    fn key(&self) -> &u64 {
        &self.id
    }
    fn index(
        &self,
        index: ::switchboard::__private01::usize,
        hasher: &mut ::switchboard::IndexHasher,
    ) {
        match index {
            0usize => ::switchboard::__private01::hash_field(&self.email, hasher),
            _ => {}
        }
    }
}
/// A table of records of type [`User`].
pub struct UserTable {
    table: ::switchboard::Table<u64, User, ::switchboard::Records>,
}
impl ::switchboard::__private01::From<
    ::switchboard::Table<u64, User, ::switchboard::Records>,
> for UserTable {
    fn from(table: ::switchboard::Table<u64, User, ::switchboard::Records>) -> Self {
        Self { table }
    }
}
impl ::switchboard::__private01::Deref for UserTable {
    type Target = ::switchboard::Table<u64, User, ::switchboard::Records>;
    fn deref(&self) -> &::switchboard::Table<u64, User, ::switchboard::Records> {
        &self.table
    }
}
impl ::switchboard::__private01::Clone for UserTable {
    fn clone(&self) -> Self {
        Self {
            table: ::switchboard::__private01::Clone::clone(&self.table),
        }
    }
}
impl ::switchboard::__private01::Default for UserTable {
    fn default() -> Self {
        Self::new()
    }
}
impl ::switchboard::__private01::Debug for UserTable {
    fn fmt(
        &self,
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        f.debug_tuple("UserTable").field(&self.table).finish()
    }
}
impl UserTable {
    /// A protected table without a name.
    pub fn new() -> Self {
        Self {
            table: <::switchboard::Table<u64, User, ::switchboard::Records>>::new(),
        }
    }
    /// How to make a table: a name, who may do what, an heir. The table that it creates goes
    /// `into()` this one.
    pub fn spec() -> ::switchboard::TableSpec<u64, User, ::switchboard::Records> {
        <::switchboard::Table<u64, User, ::switchboard::Records>>::records()
    }
    /// The table of this name.
    ///
    /// # Errors
    ///
    /// `TableError`, when there is none, or one with other records.
    pub fn whereis(
        name: &::switchboard::__private01::str,
    ) -> ::switchboard::__private01::Result<Self, ::switchboard::TableError> {
        ::switchboard::__private01::table_named::<User, Self>(name)
    }
    /// The records whose `email` this is.
    ///
    /// Where mail goes.
    ///
    /// # Errors
    ///
    /// `TableError`, when the table is gone, private, or asked from inside of a table.
    pub fn lookup_by_email<RecordQuery>(
        &self,
        value: &RecordQuery,
    ) -> ::switchboard::__private01::Result<
        ::switchboard::__private01::Vec<User>,
        ::switchboard::TableError,
    >
    where
        String: ::switchboard::__private01::Borrow<RecordQuery>,
        RecordQuery: ::switchboard::__private01::Hash + ::switchboard::__private01::Eq
            + ?::switchboard::__private01::Sized,
    {
        ::switchboard::__private01::record_find(
            &self.table,
            0usize,
            value,
            |record: &User| &record.email,
        )
    }
}
