package io.innkeeper.booking.jpa.internal;

/**
 * A statement was refused by the server, so nothing of the transaction may be committed: some clusters answer OK to such a
 * COMMIT and keep nothing. Several changes are to go on without each other, and one by looking before it writes.
 */
final class StartAgain extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartAgain(String why) {
        super(why);
    }
}
