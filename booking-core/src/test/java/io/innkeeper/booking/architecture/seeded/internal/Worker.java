package io.innkeeper.booking.architecture.seeded.internal;

/** What should not be seen. */
public final class Worker {}
