//! Makes a list that fails short: delta debugging.

/// How often a shorter list is tried.
const MOST: usize = 500;

/// The shortest list that is found which still `fails`, by leaving out ever smaller pieces.
pub(super) fn shrink<T: Clone>(list: Vec<T>, mut fails: impl FnMut(&[T]) -> bool) -> Vec<T> {
    let mut list = list;
    let mut left = MOST;
    let mut size = list.len().div_ceil(2);
    while size > 0 && left > 0 {
        let (mut at, before) = (0, list.len());
        while at < list.len() && left > 0 {
            let end = (at + size).min(list.len());
            let shorter: Vec<T> = list[..at].iter().chain(&list[end..]).cloned().collect();
            left -= 1;
            if fails(&shorter) {
                list = shorter;
            } else {
                at = end;
            }
        }
        // A piece may have become needless because a later one is gone.
        let again = size == 1 && list.len() < before;
        size = if again { 1 } else { size / 2 };
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters_is_left() {
        let all: Vec<u32> = (0..200).collect();
        let needed = [3, 77, 150];
        let short = shrink(all, |list| needed.iter().all(|n| list.contains(n)));
        assert_eq!(short, needed);
    }

    #[test]
    fn the_order_matters_and_stays() {
        let all = vec![1, 2, 1, 2, 1, 1, 2];
        let short = shrink(all, |list| list.windows(2).any(|pair| pair == [2, 1]));
        assert_eq!(short, [2, 1]);
    }

    #[test]
    fn what_fails_by_itself_needs_nothing() {
        assert_eq!(shrink(vec![1, 2, 3], |_| true), Vec::<i32>::new());
    }

    #[test]
    fn it_comes_to_an_end_when_all_of_it_matters() {
        let all: Vec<u32> = (0..2_000).collect();
        let mut tries = 0;
        let short = shrink(all.clone(), |list| {
            tries += 1;
            list.len() == all.len()
        });
        assert_eq!((short, tries), (all, MOST));
    }
}
