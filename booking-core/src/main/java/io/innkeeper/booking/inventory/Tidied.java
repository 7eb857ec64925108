package io.innkeeper.booking.inventory;

/**
 * What was tidied up.
 *
 * @param endedHolds how many holds had expired and were cancelled
 * @param forgottenKeys how many request keys were forgotten, those that the library had made itself included
 * @param forgottenQuotes how many quotes were forgotten
 */
public record Tidied(int endedHolds, int forgottenKeys, int forgottenQuotes) {}
