package io.innkeeper.booking.availability;

import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;

/**
 * A room that was free for a stay when it was looked up.
 *
 * @param room the room
 * @param total what the stay costs
 */
public record RoomOffer(Room room, Money total) {}
