package io.innkeeper.booking.examples.embedding;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;

/**
 * A host that had customers before it had rooms to sell: they have points, in a table {@code loyalty} of its own, and pay for a stay
 * with them. The points and the booking are one transaction, or one of them would be lost some day.
 */
public interface Loyalty {

    /** The points that whoever comes too late is given. */
    int CONSOLATION = 10;

    /** For all that needs no transaction with points. */
    Innkeeper innkeeper();

    /** Gives a guest points, who has none so far. */
    void enrol(UserId guest, int points) throws Exception;

    /** How many points a guest has. */
    int points(UserId guest) throws Exception;

    /**
     * Books and takes points for it, both or neither. If the room is taken, the guest keeps the points and is given {@link
     * #CONSOLATION}.
     *
     * @param points one for each unit of the currency, and no fewer than the stay costs
     * @throws TooFewPointsException if those are too few or the guest does not have them; nothing was booked or taken
     */
    BookingOutcome pay(BookingRequest request, int points) throws Exception;
}
