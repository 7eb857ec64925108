package io.innkeeper.booking.benchmarks.contender;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Conditional UPDATE: a row for each hotel, type and night counts the rooms that are sold. {@code UPDATE ... SET sold = sold
 * + 1 WHERE ... AND sold < rooms} must change as many rows as there are nights; then the same three INSERTs, and COMMIT: five
 * round trips. The counter is the guard, and who wants the same nights waits at its rows until COMMIT. All rows of a stay are
 * one range of the primary key, which everybody locks in the same order.
 *
 * <p>A counter knows how many rooms are sold, and not which; so the caller tries a random one that it knows of. If that
 * is taken, the transaction is begun again with a free room that the server finds. Where a given room is wanted the counter
 * still counts its type.
 */
final class ConditionalUpdate extends JdbcContender {

    private static final String TABLE = """
            create table type_night (
                hotel_id binary(16) not null,
                type varchar(50) not null,
                night date not null,
                sold int not null,
                rooms int not null,
                primary key (hotel_id, type, night)
            ) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin""";

    private static final String FILL = """
            insert into type_night (hotel_id, type, night, sold, rooms)
            with recursive day (number) as (select 0 union all select number + 1 from day where number + 1 < ?)
            select ?, ?, ? + interval day.number day, 0, ? from day""";

    private static final String SELL = """
            update type_night set sold = sold + 1
            where hotel_id = ? and type = ? and night >= ? and night < ? and sold < rooms""";

    private final Site site;

    ConditionalUpdate(Site site) {
        super(site, true);
        this.site = site;
        Statements.execute(site, TABLE);
    }

    @Override
    public void prepare(Supply next) {
        super.prepare(next);
        try (Connection connection = site.database().connection();
                PreparedStatement fill = connection.prepareStatement(FILL)) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(
                        site.database().server().isMariaDb()
                                ? "set session max_recursive_iterations = 10000000"
                                : "set session cte_max_recursion_depth = 10000000");
            }
            for (Supply.House house : next.hotels()) {
                fill.setInt(1, next.horizon());
                fill.setBytes(2, Rows.bytes(house.id()));
                fill.setString(3, Supply.ROOM_TYPE);
                fill.setString(4, next.firstNight().toString());
                fill.setInt(5, house.rooms().size());
                fill.executeUpdate();
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    boolean attempt(Connection connection, Supply from, Wish wish, boolean again) throws SQLException {
        try (PreparedStatement sell = connection.prepareStatement(SELL)) {
            sell.setBytes(1, Rows.bytes(from.hotels().get(wish.hotel()).id()));
            sell.setString(2, Supply.ROOM_TYPE);
            sell.setObject(3, wish.arrival());
            sell.setObject(4, wish.departure());
            if (sell.executeUpdate() != wish.nights()) {
                return false;
            }
        }
        return insertInSomeRoom(connection, from, wish, again);
    }
}
