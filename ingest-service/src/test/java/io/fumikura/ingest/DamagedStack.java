package io.fumikura.ingest;

/**
 * One for all the tests that damage what is stored, count it or change what is searched. Each
 * leaves it as the next wants to find it.
 */
public class DamagedStack extends IngestStack {}
