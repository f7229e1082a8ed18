//! What holds for work that is kept: dead letters, and batches that are processed.

use half_open::policy::batch_processor::{self, Losing, Processor};
use half_open::policy::dead_letter::{DeadLetters, Letter, Put, WhenFull};
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;

use super::strategies::{config, kind};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_dead_letter_queue_is_bounded_and_loses_nothing_silently(
        (capacity, replays) in (1..5_usize, 1..4_u32), drop_oldest in any::<bool>(), steps in vec((0..4_u32, kind()), 0..80)
    ) {
        let when_full = if drop_oldest { WhenFull::DropOldest } else { WhenFull::RefuseNew };
        let mut queue = DeadLetters::new(capacity, replays, when_full).unwrap();
        let mut out: Vec<Letter<u32>> = Vec::new();
        let (mut came, mut gone, mut done) = (0_u32, Vec::new(), Vec::new());
        for (what, kind) in steps {
            let put = match what {
                0 | 1 => {
                    came += 1;
                    queue.put(Instant::ZERO, came, kind)
                }
                2 => {
                    out.extend(queue.replay(2));
                    continue;
                }
                _ => match out.pop() {
                    // A replay of an even item works, of an odd one fails again.
                    Some(letter) if letter.item % 2 == 0 => {
                        done.push(letter.item);
                        continue;
                    }
                    Some(letter) => queue.put_back(letter, kind),
                    None => continue,
                },
            };
            match put {
                Put::Kept => {}
                Put::KeptInsteadOf(letter) | Put::Refused(letter) | Put::GivenUp(letter) => gone.push(letter.item),
            }
            prop_assert!(queue.len() <= capacity);
            let mut all: Vec<u32> = queue.letters().chain(&out).map(|letter| letter.item).collect();
            all.extend(gone.iter().chain(&done));
            all.sort_unstable();
            prop_assert_eq!(all, (1..=came).collect::<Vec<_>>(), "each item is in exactly one place");
        }
        let counts = queue.counts();
        prop_assert_eq!(counts.refused + counts.dropped + counts.given_up, gone.len() as u64);
    }

    #[test]
    fn a_batch_processor_processes_or_saves_all_that_it_was_given(
        size in 1..30_usize, items in 0..120_u32, outcomes in vec((0..5_u32, vec(0..30_usize, 0..5)), 1..12)
    ) {
        let mut processor = Processor::new(size, Losing::Nothing).unwrap();
        let mut outcomes = outcomes.into_iter().cycle();
        let mut done: Vec<u32> = Vec::new();
        processor.begin((0..items).collect());
        for run in 0..4 {
            let most = if run == 0 { size } else { processor.retried_size() };
            while let Some(batch) = processor.next_batch() {
                prop_assert!(!batch.is_empty() && batch.len() <= most);
                let batch = batch.to_vec();
                let outcome = match outcomes.next().unwrap() {
                    (0, _) => batch_processor::Outcome::CircuitOpen,
                    (1, _) => batch_processor::Outcome::Error,
                    (_, failed) => {
                        let good = batch.iter().enumerate().filter(|(place, _)| !failed.contains(place));
                        done.extend(good.map(|(_, item)| *item));
                        batch_processor::Outcome::Worked { failed }
                    }
                };
                processor.report(&outcome);
            }
            let report = processor.totals();
            prop_assert_eq!((report.processed + report.saved, report.lost), (report.given, 0));
            let mut all: Vec<u32> = done.iter().chain(processor.saved()).copied().collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..items).collect::<Vec<_>>(), "each item is done once or saved");
            let _ = processor.retry(false);
        }
    }
}
