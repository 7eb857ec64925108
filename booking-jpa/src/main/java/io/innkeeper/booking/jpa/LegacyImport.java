package io.innkeeper.booking.jpa;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.jpa.internal.LegacyId;
import io.innkeeper.booking.jpa.internal.LegacyMove;
import io.innkeeper.booking.reservation.BookingId;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Moves the users, hotels, rooms and bookings of an application that kept them in tables of its own, with ids that the
 * database counted up, and without anything that kept a night from being sold twice. What cannot be moved is reported row
 * by row, double bookings above all, and nothing is put right in silence. {@code docs/migration.md} of this module has it
 * step by step.
 *
 * <pre>{@code
 * LegacyImport legacy = LegacyImport.from(dataSource, hasher);
 * LegacyReport report = legacy.dryRun(problem -> System.out.println(problem));
 * }</pre>
 *
 * <p><b>What it reads</b> are four views in the current database, which the host makes so that their columns are these,
 * wherever they come from. A column that may be NULL has what then holds in brackets.
 *
 * <ul>
 *   <li>{@code legacy_user}: {@code id}, {@code email}, {@code name}, {@code password_hash} [none: a new password is to be
 *       asked for]
 *   <li>{@code legacy_hotel}: {@code id}, {@code owner_id} [none], {@code name}, {@code city}, {@code address} [empty],
 *       {@code time_zone} as {@code Europe/Lisbon}, {@code currency} as {@code EUR}, {@code stars} [0], {@code description}
 *       [empty]
 *   <li>{@code legacy_room}: {@code id}, {@code hotel_id}, {@code number}, {@code type}, {@code capacity}, {@code
 *       nightly_rate}
 *   <li>{@code legacy_booking}: {@code id}, {@code user_id}, {@code room_id}, {@code arrival} and {@code departure}, which are
 *       of type DATE, {@code guests} [1], {@code total} [the nights at the room's rate], {@code status} [CONFIRMED]: one of
 *       CONFIRMED, CHECKED_IN, CHECKED_OUT, CANCELLED, NO_SHOW
 * </ul>
 *
 * <p>Every {@code id} is a whole number from 1 to 2<sup>62</sup> - 1 that no other row of the view has. The views are read in
 * their order, so they should be such that the database finds a range of ids by an index: no DISTINCT, GROUP BY or UNION.
 *
 * <p><b>What it writes</b> are rows like any others, under ids that are {@linkplain #userId made of the old ones}. Rates of
 * hotels, closings and other rules do not matter to a booking that was made before there were any, so those in the past are
 * moved as well; one that has nights gets them by the same primary key as every other. Of two that overlap, the one with
 * the lower id has the nights, and the other is left. The event that each of them gets counts as delivered, so that nobody is
 * told of old bookings.
 *
 * <p><b>When it is run.</b> Rows are moved about 200 at a time, each lot in a transaction. Whoever runs it again, after whatever
 * happened, goes on from there: what was moved is not looked at again, what was left is tried again and reported again. It
 * may be run while an application books on the new tables, and by several processes at once. It needs little memory, however
 * many rows there are.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class LegacyImport {

    private final DataSource dataSource;
    private final PasswordHasher hasher;

    private LegacyImport(DataSource dataSource, PasswordHasher hasher) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        this.hasher = Objects.requireNonNull(hasher, "hasher");
    }

    /**
     * An import within one database.
     *
     * @param dataSource of the database that has the views, and the tables of {@link JpaStorage#migrate(DataSource)}; it
     *     stays the host's
     * @param hasher the one that users will log in by, such as {@code
     *     PasswordHasher.argon2id().orElse(PasswordHasher.werkzeug())}; it is only asked which hashes it knows
     */
    public static LegacyImport from(DataSource dataSource, PasswordHasher hasher) {
        return new LegacyImport(dataSource, hasher);
    }

    /**
     * Finds what {@link #run} would report, and writes nothing but temporary tables, which takes the privilege to create such
     * and room on the server for a row of each night.
     *
     * @param problems is given each problem as it is found, by the calling thread
     * @return what would be moved
     * @throws StorageException if a view or a table is not there or not as it must be, or the database fails
     */
    public LegacyReport dryRun(Consumer<LegacyProblem> problems) {
        return LegacyMove.dryRun(dataSource, hasher, Objects.requireNonNull(problems, "problems"));
    }

    /**
     * Moves what can be moved.
     *
     * @param problems is given each problem, by the calling thread, once the transaction that it is of has been committed; if
     *     it throws, the run ends with what it threw
     * @return what was moved
     * @throws StorageException if a view or a table is not there or not as it must be, or the database fails. What was
     *     moved until then stays so: run it again
     */
    public LegacyReport run(Consumer<LegacyProblem> problems) {
        return LegacyMove.run(dataSource, hasher, Objects.requireNonNull(problems, "problems"));
    }

    /**
     * Under which id a user was moved. All such ids are UUIDs of version 8 (RFC 9562): a number for the view, and the old id
     * in the last digits, so that they sort as the old ones did and before all new ones. User 42 is {@code
     * 00000000-0001-8000-8000-00000000002a}. They can be guessed, as the old ones could.
     *
     * @throws InvalidRequestException if the old id is not 1 to 2<sup>62</sup> - 1
     */
    public static UserId userId(long oldId) {
        return new UserId(LegacyId.USER.of(oldId));
    }

    /** Under which id a hotel was moved: {@code 00000000-0002-8000-8000-...}, otherwise as for {@link #userId}. */
    public static HotelId hotelId(long oldId) {
        return new HotelId(LegacyId.HOTEL.of(oldId));
    }

    /** Under which id a room was moved: {@code 00000000-0003-8000-8000-...}, otherwise as for {@link #userId}. */
    public static RoomId roomId(long oldId) {
        return new RoomId(LegacyId.ROOM.of(oldId));
    }

    /** Under which id a booking was moved: {@code 00000000-0004-8000-8000-...}, otherwise as for {@link #userId}. */
    public static BookingId bookingId(long oldId) {
        return new BookingId(LegacyId.BOOKING.of(oldId));
    }
}
