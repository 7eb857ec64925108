package io.innkeeper.booking.availability;

import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Money;

/**
 * A hotel that had a free room for a stay when it was looked up.
 *
 * @param hotel the hotel
 * @param freeRooms how many rooms that take the guests were free
 * @param lowestTotal what the stay costs in the cheapest of them
 */
public record HotelOffer(Hotel hotel, int freeRooms, Money lowestTotal) {}
