package io.innkeeper.booking.architecture.seeded.memory;

/** A storage that should not be known. */
public final class Shelf {}
