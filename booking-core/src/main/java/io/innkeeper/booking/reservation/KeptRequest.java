package io.innkeeper.booking.reservation;

import org.jspecify.annotations.Nullable;

/**
 * What a storage keeps of a request under its key.
 *
 * @param fingerprint what was asked for, as a hash in hex; empty if it was given up
 * @param booking the booking as it was once the request was done; null if the request was given up before it was
 */
public record KeptRequest(String fingerprint, @Nullable Booking booking) {}
