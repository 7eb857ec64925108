package io.innkeeper.booking.jpa.internal;

import java.util.Map;
import java.util.Set;

/** What the stores rely on in the schema. */
final class NeededSchema {

    /** The columns of the primary key of {@code room_night}. */
    static final String NIGHTS = "(room_id, night)";

    /** Columns by table. */
    static final Map<String, Set<String>> COLUMNS = Map.of(
            "user",
            Set.of("id", "email", "name", "stamp"),
            "user_credential",
            Set.of("user_id", "password_hash", "reset_token_hash", "reset_expires_ms"),
            "login_attempt",
            Set.of("address_hash", "failures", "last_ms", "retry_ms"),
            "hotel",
            Set.of(
                    "id",
                    "owner_id",
                    "name",
                    "name_key",
                    "city",
                    "city_key",
                    "address",
                    "time_zone",
                    "currency",
                    "stars",
                    "description",
                    "free_days",
                    "fee_percent",
                    "closed",
                    "version"),
            "room",
            Set.of("id", "hotel_id", "number", "type", "capacity", "nightly_rate", "currency", "closed", "version"),
            "booking",
            Set.of(
                    "id",
                    "user_id",
                    "hotel_id",
                    "room_id",
                    "arrival",
                    "departure",
                    "guests",
                    "total",
                    "currency",
                    "status",
                    "held_until",
                    "group_id",
                    "free_until",
                    "late_fee",
                    "fee",
                    "version"),
            "room_night",
            Set.of("room_id", "night", "hotel_id", "booking_id", "expires_at"),
            "booking_event",
            Set.of(
                    "id",
                    "hotel_id",
                    "aggregate_type",
                    "aggregate_id",
                    "sequence",
                    "type",
                    "payload",
                    "account_id",
                    "request_key",
                    "fingerprint",
                    "occurred_at",
                    "relay_at"));

    /** Texts by which rows are found: compared byte by byte. */
    static final Set<String> COMPARED_EXACTLY = Set.of(
            "user.email", "hotel.name_key", "hotel.city_key", "room.number", "room.type", "booking_event.request_key");

    /** Keys by which the database refuses what must be unique. */
    static final Set<String> UNIQUE_KEYS = Set.of(
            "user(id)",
            "user(email)",
            "user_credential(user_id)",
            "user_credential(reset_token_hash)",
            "login_attempt(address_hash)",
            "hotel(id)",
            "room(id)",
            "room(hotel_id, number)",
            "booking(id)",
            "booking_event(aggregate_id, sequence)",
            "booking_event(account_id, request_key)");

    /** Keys by which the database refuses what refers to nothing, and by which closing a room waits for bookings. */
    static final Set<String> FOREIGN_KEYS = Set.of(
            "user_credential(user_id) to user",
            "hotel(owner_id) to user",
            "room(hotel_id, currency) to hotel",
            "booking(user_id) to user",
            "booking(room_id, hotel_id) to room",
            "room_night(room_id) to room",
            "room_night(booking_id) to booking");

    private NeededSchema() {}
}
