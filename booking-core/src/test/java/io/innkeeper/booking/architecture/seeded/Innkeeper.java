package io.innkeeper.booking.architecture.seeded;

/** A front door, for others to be wrong about. */
public final class Innkeeper {}
