//! Short lists in order.

/// Puts a short list in order, of which `before` says whether an item belongs before another one; items of which neither
/// does stay as they are. It takes as many steps as there are pairs. The standard library's sort is made for long lists,
/// and each of its kinds weighs more in the page than a stage's drawing.
pub fn sort<T>(list: &mut [T], before: impl Fn(&T, &T) -> bool) {
    for end in 1..list.len() {
        let mut at = end;
        while at > 0 && before(&list[at], &list[at - 1]) {
            list.swap(at, at - 1);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sort;

    #[test]
    fn a_list_comes_in_order_and_equal_items_stay() {
        let mut list = vec![(3, 'a'), (1, 'b'), (2, 'c'), (1, 'd'), (3, 'e'), (0, 'f')];
        sort(&mut list, |one, other| one.0 < other.0);
        assert_eq!(list, [(0, 'f'), (1, 'b'), (1, 'd'), (2, 'c'), (3, 'a'), (3, 'e')]);
        sort(&mut list, |one, other| one.0 > other.0);
        assert_eq!(list, [(3, 'a'), (3, 'e'), (2, 'c'), (1, 'b'), (1, 'd'), (0, 'f')]);
        sort(&mut [] as &mut [u8], |one, other| one < other);
    }
}
