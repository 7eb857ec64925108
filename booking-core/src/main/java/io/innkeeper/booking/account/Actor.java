package io.innkeeper.booking.account;

import io.innkeeper.booking.input.Given;
import java.util.UUID;

/**
 * On whose behalf something is done, as the application that asks for it has made sure. A {@link UserId} by itself is a
 * guest, who sees and changes only their own bookings. What an actor may not see is answered as if it were not there.
 */
public sealed interface Actor permits UserId, Actor.Owner, Actor.Staff, Actor.Application {

    /** A guest, who sees and changes only their own bookings. */
    static Actor guest(UserId user) {
        return user;
    }

    /** The owner of hotels, who sees and changes the bookings of these; whether a hotel is theirs, it says itself. */
    static Actor owner(UserId user) {
        return new Owner(user);
    }

    /** Somebody who works for the application, and sees and changes the bookings of all hotels. */
    static Actor staff(UserId user) {
        return new Staff(user);
    }

    /** The application itself, as for what nobody asks for: it sees and changes all bookings. */
    static Actor system() {
        return Application.INSTANCE;
    }

    /** The account under which the request and its key are kept. */
    UserId account();

    /**
     * The owner of hotels.
     *
     * @param account the user
     */
    record Owner(UserId account) implements Actor {

        /**
         * Checks that the account is given.
         *
         * @throws io.innkeeper.booking.InvalidRequestException if it is null
         */
        public Owner {
            Given.notNull("account", account);
        }
    }

    /**
     * Somebody who works for the application.
     *
     * @param account the user
     */
    record Staff(UserId account) implements Actor {

        /**
         * Checks that the account is given.
         *
         * @throws io.innkeeper.booking.InvalidRequestException if it is null
         */
        public Staff {
            Given.notNull("account", account);
        }
    }

    /** The application itself. */
    enum Application implements Actor {
        /** There is one. */
        INSTANCE;

        private static final UserId NOBODY = new UserId(new UUID(0, 0));

        /** That of no user: all its bits are 0. */
        @Override
        public UserId account() {
            return NOBODY;
        }
    }
}
