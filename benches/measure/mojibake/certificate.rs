//! CERTIFICATE: each safe edit, damaged again by the generator's own codecs, must be what it replaced. The
//! engine proves the same with its tables; here other people's encoders and decoders do.

use super::Lines;
use crate::generator::damage::ways;
use crate::generator::loss::LOSSES;
use crate::generator::score::{engine, safe};
use crate::generator::{Dice, cut};

const RUNS: [usize; 3] = [3, 6, 20];

pub fn print(lines: &Lines) {
    let (mut all, mut certified) = (0usize, 0usize);
    let (ways, engine) = (ways(), engine());
    let mut check = |line: &str| {
        for (damaged, repaired) in safe(&engine, line) {
            let again = ways.iter().filter_map(|way| way.apply(&repaired)).any(|again| again.text == damaged);
            all += 1;
            certified += usize::from(again);
            if !again {
                println!("  not certified: {damaged:?} for {repaired:?}");
            }
        }
    };
    for way in &ways {
        let mut dice = Dice::new(5);
        for line in lines.own.iter().chain(&lines.shared) {
            let Some(damaged) = way.apply(line) else { continue };
            check(&damaged.text);
            for (_, lose) in LOSSES {
                check(&lose(&damaged.text));
            }
            for (before, run, after) in RUNS.iter().filter_map(|han| cut(line, *han, &mut dice)) {
                if let Some(damaged) = way.apply(&run) {
                    check(&format!("{before}{}{after}", damaged.text));
                }
            }
        }
    }
    println!(
        "CERTIFICATE: {all} safe edits over whole lines, losses and runs; {certified} damaged again are the input"
    );
}
