package io.fumikura.ingest;

import io.fumikura.ingest.deadletter.DeadLetters;
import io.fumikura.ingest.deadletter.Replay;

/** What is kept of records that could not be handled, and how one is put back. */
record DeadRecords(DeadLetters letters, Replay replay) {}
