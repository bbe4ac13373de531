//! What `#[derive(Record)]` writes: record generics.

impl<T: Clone, const N: usize> ::otp::Record for S<T, N>
where
    T: Sync,
    S<T, N>: ::otp::__private01::Send + ::otp::__private01::Sync + 'static,
    [T; N]: ::otp::__private01::Hash + ::otp::__private01::Eq + ::otp::__private01::Clone
        + ::otp::__private01::Send + ::otp::__private01::Sync + 'static,
    T: ::otp::__private01::Hash + ::otp::__private01::Eq,
{
    type Key = [T; N];
    const INDEXES: &'static [&'static ::otp::__private01::str] = &["type"];
    fn key(&self) -> &[T; N] {
        &self.items
    }
    fn index(&self, index: ::otp::__private01::usize, hasher: &mut ::otp::IndexHasher) {
        match index {
            0usize => ::otp::__private01::hash_field(&self.r#type, hasher),
            _ => {}
        }
    }
}
/// A table of records of type [`S`].
struct Keep<T: Clone, const N: usize>
where
    T: Sync,
    S<T, N>: ::otp::__private01::Send + ::otp::__private01::Sync + 'static,
    [T; N]: ::otp::__private01::Hash + ::otp::__private01::Eq + ::otp::__private01::Clone
        + ::otp::__private01::Send + ::otp::__private01::Sync + 'static,
    T: ::otp::__private01::Hash + ::otp::__private01::Eq,
{
    table: ::otp::Table<[T; N], S<T, N>, ::otp::Records>,
}
impl<
    T: Clone,
    const N: usize,
> ::otp::__private01::From<::otp::Table<[T; N], S<T, N>, ::otp::Records>> for Keep<T, N>
where
    T: Sync,
    S<T, N>: ::otp::__private01::Send + ::otp::__private01::Sync + 'static,
    [T; N]: ::otp::__private01::Hash + ::otp::__private01::Eq + ::otp::__private01::Clone
        + ::otp::__private01::Send + ::otp::__private01::Sync + 'static,
    T: ::otp::__private01::Hash + ::otp::__private01::Eq,
{
    fn from(table: ::otp::Table<[T; N], S<T, N>, ::otp::Records>) -> Self {
        Self { table }
    }
}
impl<T: Clone, const N: usize> ::otp::__private01::Deref for Keep<T, N>
where
    T: Sync,
    S<T, N>: ::otp::__private01::Send + ::otp::__private01::Sync + 'static,
    [T; N]: ::otp::__private01::Hash + ::otp::__private01::Eq + ::otp::__private01::Clone
        + ::otp::__private01::Send + ::otp::__private01::Sync + 'static,
    T: ::otp::__private01::Hash + ::otp::__private01::Eq,
{
    type Target = ::otp::Table<[T; N], S<T, N>, ::otp::Records>;
    fn deref(&self) -> &::otp::Table<[T; N], S<T, N>, ::otp::Records> {
        &self.table
    }
}
impl<T: Clone, const N: usize> ::otp::__private01::Clone for Keep<T, N>
where
    T: Sync,
    S<T, N>: ::otp::__private01::Send + ::otp::__private01::Sync + 'static,
    [T; N]: ::otp::__private01::Hash + ::otp::__private01::Eq + ::otp::__private01::Clone
        + ::otp::__private01::Send + ::otp::__private01::Sync + 'static,
    T: ::otp::__private01::Hash + ::otp::__private01::Eq,
{
    fn clone(&self) -> Self {
        Self {
            table: ::otp::__private01::Clone::clone(&self.table),
        }
    }
}
impl<T: Clone, const N: usize> ::otp::__private01::Default for Keep<T, N>
where
    T: Sync,
    S<T, N>: ::otp::__private01::Send + ::otp::__private01::Sync + 'static,
    [T; N]: ::otp::__private01::Hash + ::otp::__private01::Eq + ::otp::__private01::Clone
        + ::otp::__private01::Send + ::otp::__private01::Sync + 'static,
    T: ::otp::__private01::Hash + ::otp::__private01::Eq,
{
    fn default() -> Self {
        Self::new()
    }
}
impl<T: Clone, const N: usize> ::otp::__private01::Debug for Keep<T, N>
where
    T: Sync,
    S<T, N>: ::otp::__private01::Send + ::otp::__private01::Sync + 'static,
    [T; N]: ::otp::__private01::Hash + ::otp::__private01::Eq + ::otp::__private01::Clone
        + ::otp::__private01::Send + ::otp::__private01::Sync + 'static,
    T: ::otp::__private01::Hash + ::otp::__private01::Eq,
{
    fn fmt(
        &self,
        f: &mut ::otp::__private01::Formatter<'_>,
    ) -> ::otp::__private01::FmtResult {
        f.debug_tuple("Keep").field(&self.table).finish()
    }
}
impl<T: Clone, const N: usize> Keep<T, N>
where
    T: Sync,
    S<T, N>: ::otp::__private01::Send + ::otp::__private01::Sync + 'static,
    [T; N]: ::otp::__private01::Hash + ::otp::__private01::Eq + ::otp::__private01::Clone
        + ::otp::__private01::Send + ::otp::__private01::Sync + 'static,
    T: ::otp::__private01::Hash + ::otp::__private01::Eq,
{
    /// A protected table without a name.
    fn new() -> Self {
        Self {
            table: <::otp::Table<[T; N], S<T, N>, ::otp::Records>>::new(),
        }
    }
    /// How to make a table: a name, who may do what, an heir. The table that it creates goes
    /// `into()` this one.
    fn spec() -> ::otp::TableSpec<[T; N], S<T, N>, ::otp::Records> {
        <::otp::Table<[T; N], S<T, N>, ::otp::Records>>::records()
    }
    /// The table of this name.
    ///
    /// # Errors
    ///
    /// `TableError`, when there is none, or one with other records.
    fn whereis(
        name: &::otp::__private01::str,
    ) -> ::otp::__private01::Result<Self, ::otp::TableError> {
        ::otp::__private01::table_named::<S<T, N>, Self>(name)
    }
    /// The records whose `type` this is.
    ///
    /// # Errors
    ///
    /// `TableError`, when the table is gone, private, or asked from inside of a table.
    fn lookup_by_kind<RecordQuery>(
        &self,
        value: &RecordQuery,
    ) -> ::otp::__private01::Result<::otp::__private01::Vec<S<T, N>>, ::otp::TableError>
    where
        T: ::otp::__private01::Borrow<RecordQuery>,
        RecordQuery: ::otp::__private01::Hash + ::otp::__private01::Eq
            + ?::otp::__private01::Sized,
    {
        ::otp::__private01::record_find(
            &self.table,
            0usize,
            value,
            |record: &S<T, N>| &record.r#type,
        )
    }
}
