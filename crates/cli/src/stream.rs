//! Takes a list and work to do on each of its items, gives the results in the order of the list, each as soon as it and
//! those before it are done. Few results are held at a time, however long the list is.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Condvar, Mutex, PoisonError};

/// For each thread, so many items may be worked on ahead of the one that is waited for.
const AHEAD: usize = 8;

/// Up to where threads may take items: they wait here for the one that is slow.
struct Gate {
    limit: Mutex<usize>,
    raised: Condvar,
}

impl Gate {
    fn wait(&self, index: usize) {
        let mut limit = self.limit.lock().unwrap_or_else(PoisonError::into_inner);
        while index >= *limit {
            limit = self.raised.wait(limit).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn raise(&self, to: usize) {
        let mut limit = self.limit.lock().unwrap_or_else(PoisonError::into_inner);
        *limit = to.max(*limit);
        self.raised.notify_all();
    }
}

/// Does the work in so many threads; `each` takes the results in order, and ends it all with an error. The work must not
/// panic.
///
/// ```
/// let mut squares = Vec::new();
/// let keep = |square: u32| -> Result<(), std::convert::Infallible> { Ok(squares.push(square)) };
/// lianjie_cli::in_order(&[3_u32, 1, 2], 2, |number| number * number, keep)?;
/// assert_eq!(squares, [9, 1, 4]);
/// # Ok::<(), std::convert::Infallible>(())
/// ```
///
/// # Errors
/// The first that `each` gives.
pub fn in_order<I: Sync, T: Send, E>(
    items: &[I],
    threads: usize,
    work: impl Fn(&I) -> T + Sync,
    mut each: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    if threads <= 1 || items.len() <= 1 {
        return items.iter().try_for_each(|item| each(work(item)));
    }
    let ahead = threads.saturating_mul(AHEAD);
    let gate = Gate { limit: Mutex::new(ahead), raised: Condvar::new() };
    let next = AtomicUsize::new(0);
    let (sender, results) = channel();
    std::thread::scope(|scope| {
        for _ in 0..threads.min(items.len()) {
            let sender = sender.clone();
            let (gate, next, work) = (&gate, &next, &work);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { break };
                    gate.wait(index);
                    // Nobody listens any more when `each` has failed.
                    if sender.send((index, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut taken = 0;
        let outcome = loop {
            let Ok((index, result)) = results.recv() else { break Ok(()) };
            early.insert(index, result);
            let mut outcome = Ok(());
            while let Some(result) = early.remove(&taken) {
                outcome = each(result);
                if outcome.is_err() {
                    break;
                }
                taken += 1;
                gate.raise(taken.saturating_add(ahead));
            }
            if outcome.is_err() {
                break outcome;
            }
        };
        // Threads that wait at the gate find out that they are done.
        drop(results);
        next.store(items.len(), Ordering::Relaxed);
        gate.raise(usize::MAX);
        outcome
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_results_in_order() {
        let items: Vec<u64> = (0..500).collect();
        let mut seen = Vec::new();
        let slow = |item: &u64| {
            std::thread::sleep(std::time::Duration::from_micros(item % 7 * 100));
            *item
        };
        let outcome: Result<(), ()> = in_order(&items, 4, slow, |item| {
            seen.push(item);
            Ok(())
        });
        assert_eq!((outcome, seen), (Ok(()), items));
    }

    #[test]
    fn holds_few_results() {
        let items: Vec<usize> = (0..2_000).collect();
        let held = AtomicUsize::new(0);
        let most = AtomicUsize::new(0);
        let work = |item: &usize| {
            most.fetch_max(held.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            *item
        };
        let outcome: Result<(), ()> = in_order(&items, 4, work, |item| {
            if item % 100 == 0 {
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            held.fetch_sub(1, Ordering::SeqCst);
            Ok(())
        });
        assert!(outcome.is_ok());
        assert!(most.load(Ordering::SeqCst) <= 4 * AHEAD + 1, "{most:?}");
    }

    #[test]
    fn ends_with_the_first_error() {
        let items: Vec<usize> = (0..10_000).collect();
        let done = AtomicUsize::new(0);
        let work = |item: &usize| {
            done.fetch_add(1, Ordering::SeqCst);
            *item
        };
        let outcome = in_order(&items, 3, work, |item| if item == 40 { Err(item) } else { Ok(()) });
        assert_eq!(outcome, Err(40));
        assert!(done.load(Ordering::SeqCst) < 200);
    }
}
