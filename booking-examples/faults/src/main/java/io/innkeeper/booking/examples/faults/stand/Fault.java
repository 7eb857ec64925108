package io.innkeeper.booking.examples.faults.stand;

/** Something that goes wrong while guests book, and is put right again. For one thread. */
public interface Fault {

    /** How guests work with the database. */
    default Setup setup() {
        return Setup.usual();
    }

    /** Has it go wrong, and says so by {@link Stand#injected} from the moment on from which recovery counts. */
    void inject(Stand stand) throws Exception;

    /** Once requests are acknowledged again: puts right what they did not need. */
    default void mend(Stand stand) throws Exception {}

    /** When no guest is at it any more: looks for what was left behind. */
    default void after(Stand stand) throws Exception {}
}
