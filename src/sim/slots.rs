//! What is under way, each found at once by its number.
//!
//! [`Slots`] gives the numbers out. An [`Id`] is a place in a list, and how often the place was given away before: places
//! are used again, and the id of what has ended finds nothing. [`Beside`] is what somebody else keeps under the same ids,
//! such as a layer for its requests. Both take the same time however much is under way.

use core::num::NonZeroU32;

/// The number of something under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id {
    slot: u32,
    /// Never zero, so that an id that may be missing is no longer than one.
    round: NonZeroU32,
}

impl Id {
    /// The number of nothing.
    pub const NONE: Self = Self { slot: u32::MAX, round: NonZeroU32::MAX };

    const fn index(self) -> usize {
        self.slot as usize
    }
}

/// Things under way, each by the number that it was given.
#[derive(Clone, Debug)]
pub struct Slots<T> {
    /// Each place with its round.
    places: Vec<(NonZeroU32, Option<T>)>,
    free: Vec<u32>,
}

impl<T> Slots<T> {
    /// Nothing.
    pub const fn new() -> Self {
        Self { places: Vec::new(), free: Vec::new() }
    }

    /// Takes something in and says its number.
    pub fn insert(&mut self, thing: T) -> Id {
        if let Some(slot) = self.free.pop()
            && let Some((round, place)) = self.places.get_mut(slot as usize)
        {
            *place = Some(thing);
            return Id { slot, round: *round };
        }
        let slot = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        let round = NonZeroU32::MIN;
        self.places.push((round, Some(thing)));
        Id { slot, round }
    }

    /// Takes something out.
    pub fn remove(&mut self, id: Id) -> Option<T> {
        let (round, place) = self.places.get_mut(id.index()).filter(|(round, _)| *round == id.round)?;
        let thing = place.take()?;
        // A place whose rounds are used up stays empty, so that no number is given twice.
        if let Some(next) = round.checked_add(1) {
            *round = next;
            self.free.push(id.slot);
        }
        Some(thing)
    }

    /// What has this number.
    pub fn get(&self, id: Id) -> Option<&T> {
        self.places.get(id.index()).filter(|(round, _)| *round == id.round)?.1.as_ref()
    }

    /// What has this number, to be changed.
    pub fn get_mut(&mut self, id: Id) -> Option<&mut T> {
        self.places.get_mut(id.index()).filter(|(round, _)| *round == id.round)?.1.as_mut()
    }

    /// All that is under way.
    pub fn iter(&self) -> impl Iterator<Item = (Id, &T)> {
        let places = (0..).zip(&self.places);
        places.filter_map(|(slot, (round, place))| Some((Id { slot, round: *round }, place.as_ref()?)))
    }
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// What is kept beside things that are under way elsewhere, by their numbers.
#[derive(Clone, Debug)]
pub struct Beside<T> {
    places: Vec<Option<(Id, T)>>,
}

impl<T> Beside<T> {
    /// Nothing.
    pub const fn new() -> Self {
        Self { places: Vec::new() }
    }

    /// Keeps something under a number, in the place of what was there before. Under the number of nothing, nothing is kept.
    pub fn insert(&mut self, id: Id, thing: T) {
        if id == Id::NONE {
            return;
        }
        if self.places.len() <= id.index() {
            self.places.resize_with(id.index() + 1, || None);
        }
        self.places[id.index()] = Some((id, thing));
    }

    /// Takes out what is kept under a number.
    pub fn remove(&mut self, id: Id) -> Option<T> {
        self.places.get_mut(id.index())?.take_if(|(owner, _)| *owner == id).map(|(_, thing)| thing)
    }

    /// What is kept under a number.
    pub fn get(&self, id: Id) -> Option<&T> {
        self.places.get(id.index())?.as_ref().filter(|(owner, _)| *owner == id).map(|(_, thing)| thing)
    }

    /// What is kept under a number, to be changed.
    pub fn get_mut(&mut self, id: Id) -> Option<&mut T> {
        self.places.get_mut(id.index())?.as_mut().filter(|(owner, _)| *owner == id).map(|(_, thing)| thing)
    }

    /// All that is kept, with the numbers.
    pub fn iter(&self) -> impl Iterator<Item = (Id, &T)> {
        self.places.iter().flatten().map(|(id, thing)| (*id, thing))
    }
}

impl<T> Default for Beside<T> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_used_again_and_its_former_number_finds_nothing() {
        let mut slots = Slots::new();
        let [first, second] = ["first", "second"].map(|thing| slots.insert(thing));
        assert_eq!([slots.remove(first), slots.remove(first)], [Some("first"), None]);
        let third = slots.insert("third");
        assert_eq!((third.slot, slots.places.len()), (first.slot, 2));
        assert_eq!((slots.get(first), slots.get(second), slots.get(third)), (None, Some(&"second"), Some(&"third")));
        if let Some(thing) = slots.get_mut(third) {
            *thing = "changed";
        }
        assert_eq!([slots.remove(first), slots.remove(third)], [None, Some("changed")]);
        assert_eq!(slots.get(Id::NONE), None);
    }

    #[test]
    fn a_place_whose_rounds_are_used_up_stays_empty() {
        let mut slots = Slots { places: vec![(NonZeroU32::MAX, None)], free: vec![0] };
        let last = slots.insert(1);
        assert_eq!(slots.remove(last), Some(1));
        assert_eq!(slots.insert(2), Id { slot: 1, round: NonZeroU32::MIN });
    }

    #[test]
    fn what_is_kept_beside_goes_by_the_same_numbers() {
        let (mut slots, mut beside) = (Slots::new(), Beside::new());
        let ids = [(); 3].map(|()| slots.insert(()));
        beside.insert(ids[2], 2);
        beside.insert(ids[0], 0);
        assert_eq!((beside.get(ids[0]), beside.get(ids[1]), beside.get(ids[2])), (Some(&0), None, Some(&2)));
        slots.remove(ids[2]);
        let next = slots.insert(());
        assert_eq!(beside.get(next), None);
        assert_eq!(beside.remove(next), None);
        beside.insert(next, 3);
        assert_eq!(beside.remove(ids[2]), None);
        assert_eq!(beside.get_mut(next), Some(&mut 3));
        assert_eq!(beside.iter().collect::<Vec<_>>(), [(ids[0], &0), (next, &3)]);
    }
}
