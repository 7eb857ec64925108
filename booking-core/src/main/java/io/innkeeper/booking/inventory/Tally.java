package io.innkeeper.booking.inventory;

/**
 * Where strategies note what it took to settle a change, for those who watch how the library is doing. Noting costs next to
 * nothing and never fails. A strategy that notes nothing is as right as one that does. Safe for use by many threads.
 */
public interface Tally {

    /** Notes nothing: nobody wants to know. */
    Tally NONE = new Tally() {

        @Override
        public void triedAgain() {}

        @Override
        public void settledTogether(int changes) {}
    };

    /** The change lost a race, and is about to be tried again. */
    void triedAgain();

    /**
     * The change was given on as one of several at once.
     *
     * @param changes how many, this one included
     */
    void settledTogether(int changes);
}
