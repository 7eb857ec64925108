package io.innkeeper.booking.hotel;

import org.jspecify.annotations.Nullable;

/**
 * What a hotel sells and on what terms, as it was read together.
 *
 * @param hotel the hotel
 * @param room the room that was asked for; null if none was
 * @param tariff on what terms it sells the nights that were asked for, and maybe others
 * @param edition which edition of the hotel, its rooms and its terms that is; null if the storage does not count them
 */
public record Listing(
        Hotel hotel,
        @Nullable Room room,
        Tariff tariff,
        @Nullable Integer edition) {}
