package io.innkeeper.booking.reservation;

/**
 * Others were faster each time it was tried, so it is not known whether the nights are to be had; nothing was written, and
 * asking again may well succeed.
 */
public record Contended() implements GeneralOutcome {}
