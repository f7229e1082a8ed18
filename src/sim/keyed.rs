//! A map in the order of its keys: what is under way, by its number.
//!
//! New keys are mostly the largest and old ones go in nearly the same order, so it is a sorted list: an entry that goes
//! leaves its place empty, and the empty places are given up together when they are the half. So an entry with the largest
//! key comes in constant time, each is found and goes in a time that grows with the logarithm of how many there are, and a
//! further use of the map adds a fifth of a tree's code to the page.

/// A map in the order of its keys.
#[derive(Clone, Debug)]
pub struct Keyed<K, T> {
    /// Of these some are empty, but not the last one.
    entries: Vec<(K, Option<T>)>,
    /// How many are not.
    count: usize,
}

impl<K: Ord + Copy, T> Keyed<K, T> {
    /// An empty map.
    pub const fn new() -> Self {
        Self { entries: Vec::new(), count: 0 }
    }

    fn place(&self, key: K) -> Result<usize, usize> {
        match self.entries.last() {
            Some((last, _)) if *last >= key => self.entries.binary_search_by(|(other, _)| other.cmp(&key)),
            _ => Err(self.entries.len()),
        }
    }

    /// Puts an entry in, in the place of one with the same key.
    pub fn insert(&mut self, key: K, entry: T) {
        match self.place(key) {
            Ok(index) => self.count += usize::from(self.entries[index].1.replace(entry).is_none()),
            Err(index) => {
                self.entries.insert(index, (key, Some(entry)));
                self.count += 1;
            }
        }
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: K) -> Option<T> {
        let index = self.place(key).ok()?;
        let entry = self.entries[index].1.take()?;
        self.count -= 1;
        while self.entries.pop_if(|(_, last)| last.is_none()).is_some() {}
        if self.count * 2 < self.entries.len() {
            self.entries.retain(|(_, entry)| entry.is_some());
        }
        Some(entry)
    }

    /// The entry of a key.
    pub fn get(&self, key: K) -> Option<&T> {
        self.entries[self.place(key).ok()?].1.as_ref()
    }

    /// The entry of a key, to be changed.
    pub fn get_mut(&mut self, key: K) -> Option<&mut T> {
        let index = self.place(key).ok()?;
        self.entries[index].1.as_mut()
    }

    /// All entries in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (K, &T)> {
        self.entries.iter().filter_map(|(key, entry)| Some((*key, entry.as_ref()?)))
    }
}

/// Two maps are equal if their entries are.
impl<K: Ord + Copy, T: PartialEq> PartialEq for Keyed<K, T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
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

    #[test]
    fn empty_places_are_neither_found_nor_kept() {
        let mut map = Keyed::new();
        for key in 0..100 {
            map.insert(key, key);
        }
        for key in 0..100 {
            if key % 10 != 0 {
                assert_eq!(map.remove(key), Some(key));
                assert_eq!((map.remove(key), map.get(key)), (None, None));
            }
        }
        assert!(map.entries.len() <= 20, "{}", map.entries.len());
        map.insert(55, 1);
        let mut other = Keyed::new();
        for (key, value) in [(55, 1)].into_iter().chain((0..100).step_by(10).map(|key| (key, key))) {
            other.insert(key, value);
        }
        assert_eq!(map, other);
        assert_eq!(map.iter().count(), 11);
    }
}
