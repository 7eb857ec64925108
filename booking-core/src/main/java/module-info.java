/**
 * Hotel booking for any application: accounts, hotels and rooms, live availability, and bookings that can never overlap.
 *
 * <p>Begin at {@link io.innkeeper.booking.Innkeeper}.
 */
module io.innkeeper.booking {
    requires com.github.f4b6a3.uuid;
    requires transitive jakarta.validation;
    requires static transitive org.jspecify;
    requires org.slf4j;

    // Optional helpers: building an Innkeeper says clearly which one is missing.
    requires static org.bouncycastle.provider;
    requires static org.hibernate.validator;

    exports io.innkeeper.booking;
    exports io.innkeeper.booking.account;
    exports io.innkeeper.booking.availability;
    exports io.innkeeper.booking.constraint;
    exports io.innkeeper.booking.event;
    exports io.innkeeper.booking.hotel;
    exports io.innkeeper.booking.inventory;
    exports io.innkeeper.booking.memory;
    exports io.innkeeper.booking.reservation;
    exports io.innkeeper.booking.stay;

    // Validation reads the fields of request records.
    opens io.innkeeper.booking.account to
            org.hibernate.validator;
    opens io.innkeeper.booking.availability to
            org.hibernate.validator;
    opens io.innkeeper.booking.hotel to
            org.hibernate.validator;
    opens io.innkeeper.booking.reservation to
            org.hibernate.validator;
}
