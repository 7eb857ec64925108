package io.innkeeper.booking.jpa.internal;

import java.util.Map;
import java.util.Set;

/** What the stores rely on in the schema. */
final class NeededSchema {

    /** The columns of the primary key of {@code room_night}. */
    static final String NIGHTS = "(room_id, night)";

    /** Columns by table. */
    static final Map<String, Set<String>> COLUMNS = Map.ofEntries(
            Map.entry("user", Set.of("id", "email", "name", "stamp")),
            Map.entry("user_credential", Set.of("user_id", "password_hash", "reset_token_hash", "reset_expires_ms")),
            Map.entry("login_attempt", Set.of("address_hash", "failures", "last_ms", "retry_ms")),
            Map.entry(
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
                            "version")),
            Map.entry(
                    "room",
                    Set.of(
                            "id",
                            "hotel_id",
                            "number",
                            "type",
                            "capacity",
                            "nightly_rate",
                            "currency",
                            "closed",
                            "version")),
            Map.entry("rate_night", Set.of("hotel_id", "night", "type", "rate", "currency")),
            Map.entry("stay_restriction", Set.of("id", "hotel_id", "kind", "type", "first_day", "end_day", "number")),
            Map.entry(
                    "quote",
                    Set.of(
                            "id",
                            "hotel_id",
                            "room_id",
                            "type",
                            "arrival",
                            "departure",
                            "guests",
                            "nightly",
                            "total",
                            "currency",
                            "expires_at")),
            Map.entry(
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
                            "version")),
            Map.entry("room_night", Set.of("room_id", "night", "hotel_id", "booking_id", "expires_at")),
            Map.entry(
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
                            "relay_at")));

    /** Texts by which rows are found: compared byte by byte. */
    static final Set<String> COMPARED_EXACTLY = Set.of(
            "user.email",
            "hotel.name_key",
            "hotel.city_key",
            "room.number",
            "room.type",
            "rate_night.type",
            "booking_event.request_key");

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
            "rate_night(hotel_id, night, type)",
            "stay_restriction(id)",
            "quote(id)",
            "booking(id)",
            "booking_event(aggregate_id, sequence)",
            "booking_event(account_id, request_key)");

    /** Keys that statements ask for by name, with their tables and columns. */
    static final Map<String, String> NAMED_KEYS =
            Map.of("booking_event booking_event_relay", "booking_event(relay_at)");

    /** Keys by which the database refuses what refers to nothing, and by which closing a room waits for bookings. */
    static final Set<String> FOREIGN_KEYS = Set.of(
            "user_credential(user_id) to user",
            "hotel(owner_id) to user",
            "room(hotel_id, currency) to hotel",
            "rate_night(hotel_id, currency) to hotel",
            "stay_restriction(hotel_id) to hotel",
            "quote(hotel_id) to hotel",
            "booking(user_id) to user",
            "booking(room_id, hotel_id) to room",
            "room_night(room_id) to room",
            "room_night(booking_id) to booking");

    private NeededSchema() {}
}
