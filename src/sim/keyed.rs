//! A small map in the order of its keys: what is under way, by its number.
//!
//! There are a few dozen entries at most, and new keys are mostly the largest, so a sorted list is as quick as a tree,
//! and each use of it adds a fifth of a tree's code to the page.

/// A map in the order of its keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyed<K, T> {
    entries: Vec<(K, T)>,
}

impl<K: Ord + Copy, T> Keyed<K, T> {
    /// An empty map.
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    fn place(&self, key: K) -> Result<usize, usize> {
        self.entries.binary_search_by(|(other, _)| other.cmp(&key))
    }

    /// Puts an entry in, in the place of one with the same key.
    pub fn insert(&mut self, key: K, entry: T) {
        match self.place(key) {
            Ok(index) => self.entries[index].1 = entry,
            Err(index) => self.entries.insert(index, (key, entry)),
        }
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: K) -> Option<T> {
        self.place(key).ok().map(|index| self.entries.remove(index).1)
    }

    /// The entry of a key.
    pub fn get(&self, key: K) -> Option<&T> {
        self.place(key).ok().map(|index| &self.entries[index].1)
    }

    /// The entry of a key, to be changed.
    pub fn get_mut(&mut self, key: K) -> Option<&mut T> {
        self.place(key).ok().map(|index| &mut self.entries[index].1)
    }

    /// All entries in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (K, &T)> {
        self.entries.iter().map(|(key, entry)| (*key, entry))
    }
}

impl<K: Ord + Copy, T> Default for Keyed<K, T> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::Keyed;

    #[test]
    fn entries_are_found_replaced_and_taken_out_in_order() {
        let mut map = Keyed::new();
        for key in [3, 1, 2, 3] {
            map.insert(key, key * 10);
        }
        assert_eq!(map.iter().map(|(key, _)| key).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(map.get(2), Some(&20));
        assert_eq!((map.remove(2), map.get(2)), (Some(20), None));
        if let Some(entry) = map.get_mut(3) {
            *entry = 7;
        }
        assert_eq!(map.remove(3), Some(7));
    }
}
