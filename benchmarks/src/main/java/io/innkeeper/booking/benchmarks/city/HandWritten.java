package io.innkeeper.booking.benchmarks.city;

import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A page of hotels with free rooms as one writes it by hand: one statement that asks for what is shown on the page and nothing
 * else. All give the same rows. Which of them is the fastest depends on the server, so all are tried on each.
 */
enum HandWritten {

    /** What comes to mind first: rooms of which there is no sold night, grouped by hotel. */
    NOT_EXISTS("""
            select h.id, h.name, h.stars, count(*) as free_rooms, min(r.nightly_rate) as lowest_rate
            from hotel h join room r on r.hotel_id = h.id
            where h.city_key = ? and h.closed = false and r.closed = false and r.capacity >= ?
              and not exists (select 1 from room_night n
                              where n.room_id = r.id and n.night in (%1$s)
                                and (n.expires_at is null or n.expires_at > utc_timestamp(6)))
            group by h.id, h.name, h.stars, h.name_key order by h.name_key, h.id limit ?
            """, false),

    /** The same as an outer join that must find nothing. */
    LEFT_JOIN("""
            select f.id, f.name, f.stars, count(*) as free_rooms, min(f.nightly_rate) as lowest_rate
            from (select h.id, h.name, h.stars, h.name_key, r.id as room, r.nightly_rate
                  from hotel h join room r on r.hotel_id = h.id
                  left join room_night n on n.room_id = r.id and n.night in (%1$s)
                                        and (n.expires_at is null or n.expires_at > utc_timestamp(6))
                  where h.city_key = ? and h.closed = false and r.closed = false and r.capacity >= ?
                    and n.room_id is null) f
            group by f.id, f.name, f.stars, f.name_key order by f.name_key, f.id limit ?
            """, false),

    /** The page first, which ends with the twentieth hotel that has any free room; then counted for those hotels only. */
    PAGE_FIRST("""
            select h.id, h.name, h.stars, count(*) as free_rooms, min(r.nightly_rate) as lowest_rate
            from (select h.id from hotel h
                  where h.city_key = ? and h.closed = false
                    and (select 1 from room r
                         where r.hotel_id = h.id and r.closed = false and r.capacity >= ?
                           and (select 1 from room_night n
                                where n.room_id = r.id and n.night in (%1$s)
                                  and (n.expires_at is null or n.expires_at > utc_timestamp(6)) limit 1) is null
                         limit 1) is not null
                  order by h.name_key, h.id limit ?) page
            join hotel h on h.id = page.id
            join room r on r.hotel_id = page.id and r.closed = false and r.capacity >= ?
            where (select 1 from room_night n
                   where n.room_id = r.id and n.night in (%1$s)
                     and (n.expires_at is null or n.expires_at > utc_timestamp(6)) limit 1) is null
            group by h.id, h.name, h.stars, h.name_key order by h.name_key, h.id
            """, true),

    /** One look for each night by the whole primary key, written out, so that each is a comparison with a constant. */
    NIGHT_BY_NIGHT("""
            select h.id, h.name, h.stars, count(*) as free_rooms, min(r.nightly_rate) as lowest_rate
            from (select h.id from hotel h
                  where h.city_key = ? and h.closed = false
                    and (select 1 from room r
                         where r.hotel_id = h.id and r.closed = false and r.capacity >= ? and %2$s
                         limit 1) is not null
                  order by h.name_key, h.id limit ?) page
            join hotel h on h.id = page.id
            join room r on r.hotel_id = page.id and r.closed = false and r.capacity >= ?
            where %2$s
            group by h.id, h.name, h.stars, h.name_key order by h.name_key, h.id
            """, true);

    private static final String FREE_NIGHT = "(select n.night from room_night n where n.room_id = r.id and n.night = %s"
            + " and (n.expires_at is null or n.expires_at > utc_timestamp(6))) is null";

    private final String sql;
    private final boolean twice;

    HandWritten(String sql, boolean twice) {
        this.sql = sql;
        this.twice = twice;
    }

    /** Asks; answers each hotel as {@code name/free rooms}. */
    List<String> page(Connection connection, Stay stay, int guests, int hotels) throws SQLException {
        List<String> nights =
                stay.nights().stream().map(night -> "'" + night + "'").toList();
        String text = sql.formatted(
                String.join(", ", nights),
                nights.stream().map(FREE_NIGHT::formatted).collect(Collectors.joining(" and ")));
        List<String> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(text)) {
            select.setString(1, City.NAME.toLowerCase(Locale.ROOT));
            select.setInt(2, guests);
            select.setInt(3, hotels);
            if (twice) {
                select.setInt(4, guests);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString("name") + '/' + rows.getInt("free_rooms"));
                }
            }
        }
        return found;
    }
}
