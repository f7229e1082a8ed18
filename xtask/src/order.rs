//! The order of functions in the program.
//!
//! gzip finds again only what stood within the last 32 kB, so functions that are alike belong close together. Each one
//! is followed by the one that has most in common with those just before it; that is 8 kB less than by name. The order
//! is told by names that sort like it, and wasm-opt, which knows how calls are numbered, moves the functions.

use crate::machine::Done;
use crate::shorten::{write_name, write_number, Reader, HEADER, IMPORTS};
use std::collections::{HashMap, VecDeque};

const CUSTOM: u8 = 0;
const CODE: u8 = 10;
/// The part of the section of names that has those of functions.
const FUNCTIONS: u8 = 1;
/// How many bytes in a row are compared.
const PIECE: usize = 6;
/// A piece in more functions than these says nothing about which of them are alike.
const COMMON: usize = 50;
/// How far back gzip looks, with some space for what stands between.
const WINDOW: usize = 28_000;

/// The module with names that are in order when the functions are in the best order.
///
/// # Errors
/// What does not look like a WebAssembly module.
pub fn name_by_place(module: &[u8]) -> Done<Vec<u8>> {
    named(module).ok_or_else(|| "the program is no WebAssembly module that can be read".to_owned())
}

fn named(module: &[u8]) -> Option<Vec<u8>> {
    let (mut bodies, mut imported) = (Vec::new(), 0);
    let mut reader = Reader::of(module);
    let mut named = module.get(..HEADER)?.to_vec();
    while !reader.is_at_end() {
        let id = reader.byte()?;
        let length = reader.number()?;
        let content = reader.take(length)?;
        match id {
            IMPORTS => imported = functions_imported(content)?,
            CODE => bodies = bodies_of(content)?,
            _ => {}
        }
        if id != CUSTOM {
            named.push(id);
            write_number(&mut named, length);
            named.extend(content);
        }
    }
    let mut names = Vec::new();
    write_number(&mut names, bodies.len());
    let mut places = vec![0; bodies.len()];
    for (place, function) in order(&bodies).into_iter().enumerate() {
        *places.get_mut(function)? = place;
    }
    for (function, place) in places.into_iter().enumerate() {
        write_number(&mut names, imported + function);
        write_name(&mut names, &format!("{place:06}"));
    }
    let mut section = Vec::new();
    write_name(&mut section, "name");
    section.push(FUNCTIONS);
    write_number(&mut section, names.len());
    section.extend(names);
    named.push(CUSTOM);
    write_number(&mut named, section.len());
    named.extend(section);
    Some(named)
}

fn functions_imported(section: &[u8]) -> Option<usize> {
    let mut reader = Reader { bytes: section, at: 0 };
    let mut functions = 0;
    for _ in 0..reader.number()? {
        reader.name()?;
        reader.name()?;
        let kind = reader.byte()?;
        functions += usize::from(kind == 0);
        reader.skip_type(kind)?;
    }
    Some(functions)
}

fn bodies_of(section: &[u8]) -> Option<Vec<&[u8]>> {
    let mut reader = Reader { bytes: section, at: 0 };
    let count = reader.number()?;
    (0..count).map(|_| reader.number().and_then(|length| reader.take(length))).collect()
}

/// The places of functions, by their numbers.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    // Which functions have a piece, and which pieces that tell them apart a function has.
    let mut owners: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, body) in bodies.iter().enumerate() {
        for piece in body.windows(PIECE) {
            let all = owners.entry(piece).or_default();
            if all.last() != Some(&function) {
                all.push(function);
            }
        }
    }
    owners.retain(|_, all| (2..=COMMON).contains(&all.len()));
    let mut pieces: Vec<Vec<&[u8]>> = vec![Vec::new(); bodies.len()];
    for (piece, all) in &owners {
        all.iter().for_each(|&function| pieces[function].push(piece));
    }
    // Sums of weights are rounded, so they are made in the same order each time.
    pieces.iter_mut().for_each(|pieces| pieces.sort_unstable());
    // How often each piece is in the window, and how many of its pieces a function finds there.
    let mut within: HashMap<&[u8], usize> = HashMap::new();
    let mut found = vec![0_f64; bodies.len()];
    // What few functions have says more about them.
    let weight = |piece: &[u8]| 1.0 / (owners[piece].len() as f64).sqrt();
    let (mut window, mut bytes) = (VecDeque::new(), 0);
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    // A long function has more in common with anything; a power of its length keeps the balance. This one and the
    // measures above are those with which the page was smallest.
    let worth = |found: &[f64], function: usize| found[function] / (bodies[function].len() as f64 + 40.0).powf(0.6);
    while !left.is_empty() {
        let best = (1..left.len()).fold(
            0,
            |best, at| {
                if worth(&found, left[at]) > worth(&found, left[best]) {
                    at
                } else {
                    best
                }
            },
        );
        let next = left.remove(best);
        order.push(next);
        window.push_back(next);
        bytes += bodies[next].len();
        for &piece in &pieces[next] {
            let times = within.entry(piece).or_insert(0);
            *times += 1;
            if *times == 1 {
                owners[piece].iter().for_each(|&function| found[function] += weight(piece));
            }
        }
        while bytes > WINDOW && window.len() > 1 {
            let Some(gone) = window.pop_front() else { break };
            bytes -= bodies[gone].len();
            for &piece in &pieces[gone] {
                let times = within.entry(piece).or_insert(1);
                *times -= 1;
                if *times == 0 {
                    owners[piece].iter().for_each(|&function| found[function] -= weight(piece));
                }
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_that_are_alike_stand_together() {
        let (a, b) = (*b"what one function does", *b"and quite another deed");
        let (c, d) = (*b"what one function does!", *b"and quite another deed!");
        assert_eq!(order(&[&a, &b, &c, &d]), [0, 2, 1, 3]);
    }

    #[test]
    fn each_function_gets_a_name_and_nothing_else_changes() {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend([CODE, 7, 2, 2, 0, 0x0b, 2, 0, 0x0b]);
        let mut expected = module.clone();
        expected.extend([CUSTOM, 24, 4]);
        expected.extend(b"name");
        expected.extend([FUNCTIONS, 17, 2, 0, 6]);
        expected.extend(b"000000");
        expected.extend([1, 6]);
        expected.extend(b"000001");
        assert_eq!(named(&module), Some(expected));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        for broken in [&b""[..], b"\0asm\x01\0\0\0\x0a\xff\xff"] {
            assert!(name_by_place(broken).is_err());
        }
    }
}
