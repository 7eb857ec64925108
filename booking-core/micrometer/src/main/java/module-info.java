/**
 * Innkeeper's metrics and traces for Micrometer.
 *
 * <p>Begin at {@link io.innkeeper.booking.micrometer.MicrometerBookingListener}.
 */
module io.innkeeper.booking.micrometer {
    requires transitive io.innkeeper.booking;
    requires transitive micrometer.core;
    requires transitive micrometer.observation;
    requires static transitive org.jspecify;

    exports io.innkeeper.booking.micrometer;
}
