package io.innkeeper.booking.benchmarks.contender;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * The look for a free room by SQL, in the form that the library uses as well: each night is looked up by the whole primary
 * key of {@code room_night}, and no room more than it takes. (A range of nights reads every night that a room was ever sold
 * for: the servers use what comes from another table for equality only.)
 */
final class FreeRoom {

    private static final String IS_FREE =
            " and (select 1 from room_night n where n.room_id = r.id and n.night = ? limit 1) is null";

    private static final String ANY = "select r.id from room r where r.hotel_id = ? and r.type = ? and not r.closed";

    private static final String THIS = "select r.id from room r where r.id = ? and not r.closed";

    private FreeRoom() {}

    /** The first free room in the order of the index; so those who ask at the same time are told the same one. */
    static Optional<UUID> first(Connection connection, Supply supply, Wish wish) throws SQLException {
        return find(connection, supply, wish, " limit 1");
    }

    /** Any free room, so that those who ask at the same time are seldom told the same one. */
    static Optional<UUID> random(Connection connection, Supply supply, Wish wish) throws SQLException {
        return find(connection, supply, wish, " order by rand() limit 1");
    }

    private static Optional<UUID> find(Connection connection, Supply supply, Wish wish, String limit)
            throws SQLException {
        Supply.House house = supply.hotels().get(wish.hotel());
        String sql = (wish.anyRoom() ? ANY : THIS) + IS_FREE.repeat(wish.nights()) + limit;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int at = 1;
            if (wish.anyRoom()) {
                select.setBytes(at++, Rows.bytes(house.id()));
                select.setString(at++, Supply.ROOM_TYPE);
            } else {
                select.setBytes(at++, Rows.bytes(house.rooms().get(wish.room())));
            }
            for (int night = 0; night < wish.nights(); night++) {
                select.setObject(at++, wish.arrival().plusDays(night));
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(Rows.uuid(row.getBytes(1))) : Optional.empty();
            }
        }
    }
}
