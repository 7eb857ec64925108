package io.innkeeper.booking.benchmarks.contender;

/** A way to book rooms, opened on a database of its own. Safe for use by many threads. */
public interface Contender extends AutoCloseable {

    /** What became of a wish. */
    enum Answer {
        /** It is booked, and committed. */
        BOOKED,
        /** There is no room. */
        SOLD_OUT,
        /** It lost against others too often, and gave up. Nothing was written. */
        GAVE_UP
    }

    /**
     * Gets to know hotels that are new in its database, as an application knows what it sells. Not part of what is measured.
     * Nobody books meanwhile.
     *
     * @param supply the hotels; those of before will not be asked for any more
     */
    default void prepare(Supply supply) {}

    /**
     * Books a room, and comes back when that is committed or will not be.
     *
     * @param wish a wish for a hotel of what was last prepared
     * @throws IllegalStateException if something went wrong that has nothing to do with other callers
     */
    Answer book(Wish wish);

    /** How often it tried a wish again so far, because others were in the way. */
    long retries();

    /**
     * Looks at its own database by its own means.
     *
     * @return what is wrong there; empty if nothing is, or if it has no such means
     */
    default String findings() {
        return "";
    }

    /** Ends its connections. Its database stays. */
    @Override
    void close();
}
