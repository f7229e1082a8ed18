//! An order of things.

/// Some of several things in an order, each by its index; the same thing may stand in it more than once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    things: [u8; Self::MOST],
    count: u8,
}

impl Order {
    /// The most things in an order.
    pub const MOST: usize = 12;

    /// The order of these things; nothing if they are more than [`Order::MOST`], or an index is above 255.
    pub fn new(things: &[usize]) -> Option<Self> {
        let mut order = Self::default();
        for thing in things {
            *order.things.get_mut(usize::from(order.count))? = u8::try_from(*thing).ok()?;
            order.count += 1;
        }
        Some(order)
    }

    /// The things, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
        let things = self.things.get(..usize::from(self.count)).unwrap_or_default();
        things.iter().map(|thing| usize::from(*thing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_holds_so_many_things_and_no_more() {
        let things = |order: Option<Order>| order.map(|order| order.iter().collect::<Vec<_>>());
        assert_eq!(things(Order::new(&[])), Some(Vec::new()));
        assert_eq!(things(Order::new(&[3, 0, 3])), Some(vec![3, 0, 3]));
        assert!(Order::new(&[1; Order::MOST]).is_some_and(|order| order.iter().len() == Order::MOST));
        assert_eq!(Order::new(&[1; Order::MOST + 1]), None);
        assert_eq!(Order::new(&[256]), None);
    }
}
