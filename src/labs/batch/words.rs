//! What Why says in the batch lab beside the words of the policies.

use crate::labs::sensors;
use crate::play::explain::{Telling, batch};

/// A call is a sensor's read. One that gives its value is told of with its batch.
pub(super) const TELLING: Telling = Telling { ended: sensors::told, batches: batch::told, ..Telling::NONE };
