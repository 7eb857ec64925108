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
import java.util.stream.IntStream;

/**
 * How somebody might write by hand what the library answers: the next hotels of a city that have a free room, with how many
 * of these the hotel sells for the stay and the lowest total of them, by the nights' rates. One statement each. Which of
 * them is the fastest depends on the server, so all are tried on each.
 */
enum HandWritten {

    /** What comes to mind first: rooms of which there is no sold night, grouped by hotel. */
    NOT_EXISTS(Sql.ofTypes("""
            select h.id as hotel_id, r.type, count(*) as rooms, min(r.nightly_rate) as nightly_rate
            from hotel h join room r on r.hotel_id = h.id
            where h.city_key = ? and h.closed = false and r.closed = false and r.capacity >= ?
              and not exists (select 1 from room_night n
                              where n.room_id = r.id and n.night in (:nights)
                                and (n.expires_at is null or n.expires_at > utc_timestamp(6)))
            group by h.id, r.type
            """), "f", "cgl"),

    /** The same as an outer join that must find nothing. */
    LEFT_JOIN(Sql.ofTypes("""
            select h.id as hotel_id, r.type, count(*) as rooms, min(r.nightly_rate) as nightly_rate
            from hotel h join room r on r.hotel_id = h.id
            left join room_night n on n.room_id = r.id and n.night in (:nights)
                                  and (n.expires_at is null or n.expires_at > utc_timestamp(6))
            where h.city_key = ? and h.closed = false and r.closed = false and r.capacity >= ? and n.room_id is null
            group by h.id, r.type
            """), "f", "cgl"),

    /** The page first, which ends with the last hotel that has any free room; then counted for those hotels only. */
    PAGE_FIRST(Sql.ofPage("", """
            (select 1 from room_night n
             where n.room_id = r.id and n.night in (:nights)
               and (n.expires_at is null or n.expires_at > utc_timestamp(6)) limit 1) is null
            """), "f", "cglgl"),

    /** One look for each night by the whole primary key, written out, so that each is a comparison with a constant. */
    NIGHT_BY_NIGHT(Sql.ofPage("", ":freeNights"), "f", "cglgl"),

    /** The same as an anti-join for each night. */
    JOINED_NIGHTS(Sql.ofPage(":joins", ":noneJoined"), "f", "cglgl"),

    /** Grouped in the order of an index, so that the server stops with the last hotel of the page. */
    ONE_PASS("""
            select straight_join h.id, min(h.name) as name, min(h.stars) as stars, min(h.address) as address,
                   min(h.description) as description, sum(:sold) as free_rooms, min(case when :sold then :total end) as lowest_total
            from hotel h force index (hotel_city) join room r on r.hotel_id = h.id :joins :rates
            where h.city_key = ? and h.closed = false and r.closed = false and r.capacity >= ? and :noneJoined
            group by h.city_key, h.name_key, h.id order by h.city_key, h.name_key, h.id limit ?
            """, "r", "cgl");

    private final String sql;

    /** By which name it knows free rooms, one by one or by type. */
    private final String rooms;

    /** What its parameters are, by their first letters: city, guests, limit. */
    private final String parameters;

    HandWritten(String sql, String rooms, String parameters) {
        this.sql = sql;
        this.rooms = rooms;
        this.parameters = parameters;
    }

    /** What they have in common. */
    private static final class Sql {

        /** Whether no restriction of the hotel refuses the stay in rooms of a type. */
        static final String SOLD = """
                not exists (select 1 from stay_restriction s
                    where s.hotel_id = :of.hotel_id and s.end_day > :arrival and s.first_day <= :departure
                      and (s.type is null or s.type = :of.type)
                      and case s.kind when 'STOP_SELL' then s.first_day < :departure
                                      when 'CLOSED_TO_DEPARTURE' then s.end_day > :departure
                                      else s.first_day <= :arrival and
                                          case s.kind when 'MINIMUM_STAY' then s.number > :length
                                                      when 'MAXIMUM_STAY' then s.number < :length
                                                      when 'ADVANCE_PURCHASE' then s.number > datediff(:arrival, utc_date())
                                                      else true end end)""";

        private Sql() {}

        /** Of the free rooms by hotel and type: with the terms of the stay, by hotel. */
        static String ofTypes(String types) {
            return """
                    select h.id, h.name, h.stars, h.address, h.description, sum(if(t.sold, t.rooms, 0)) as free_rooms,
                           min(case when t.sold then t.total end) as lowest_total
                    from (select f.hotel_id, f.rooms, :total as total, :sold as sold from (:types) f :rates) t
                    join hotel h on h.id = t.hotel_id
                    group by h.id, h.name, h.stars, h.address, h.description, h.name_key
                    order by h.name_key, h.id limit ?
                    """.replace(":types", types);
        }

        /** The same, of the hotels of a page only. */
        static String ofPage(String joins, String isFree) {
            return ofTypes("""
                    select r.hotel_id, r.type, count(*) as rooms, min(r.nightly_rate) as nightly_rate
                    from (select h.id from hotel h
                          where h.city_key = ? and h.closed = false
                            and (select 1 from room r :page
                                 where r.hotel_id = h.id and r.closed = false and r.capacity >= ? and :isFree
                                 limit 1) is not null
                          order by h.name_key, h.id limit ?) page
                    join room r on r.hotel_id = page.id :page
                    where r.closed = false and r.capacity >= ? and :isFree
                    group by r.hotel_id, r.type
                    """.replace(":page", joins).replace(":isFree", isFree));
        }

        /** A part for each night, of which {@code #} is the number and {@code @} the night. */
        static String each(List<String> nights, String between, String part) {
            return IntStream.range(0, nights.size())
                    .mapToObj(i -> part.replace("#", String.valueOf(i)).replace("@", nights.get(i)))
                    .collect(Collectors.joining(between));
        }

        /** With the nights of a stay, and the name of what has rates and restrictions. */
        static String fill(String sql, String rooms, Stay stay) {
            List<String> nights =
                    stay.nights().stream().map(night -> "'" + night + "'").toList();
            return sql.replace(":sold", SOLD)
                    .replace(
                            ":freeNights",
                            each(
                                    nights,
                                    " and ",
                                    "(select n.night from room_night n where n.room_id = r.id and n.night = @"
                                            + " and (n.expires_at is null or n.expires_at > utc_timestamp(6))) is null"))
                    .replace(
                            ":joins",
                            each(
                                    nights,
                                    " ",
                                    "left join room_night n# on n#.room_id = r.id and n#.night = @"
                                            + " and (n#.expires_at is null or n#.expires_at > utc_timestamp(6))"))
                    .replace(":noneJoined", each(nights, " and ", "n#.room_id is null"))
                    .replace(":nights", String.join(", ", nights))
                    .replace(
                            ":rates",
                            each(
                                    nights,
                                    " ",
                                    "left join rate_night t# on t#.night = @ and t#.type = :of.type and t#.hotel_id = :of.hotel_id"))
                    .replace(":total", each(nights, " + ", "coalesce(t#.rate, :of.nightly_rate)"))
                    .replace(":of", rooms)
                    .replace(":arrival", "date'" + stay.arrival() + "'")
                    .replace(":departure", "date'" + stay.departure() + "'")
                    .replace(":length", String.valueOf(stay.length()));
        }
    }

    /** Asks for a page and whether there is another; answers each hotel as {@code name/free rooms/lowest total}. */
    List<String> page(Connection connection, Stay stay, int guests, int hotels) throws SQLException {
        List<String> found = new ArrayList<>();
        int read = 0;
        try (PreparedStatement select = connection.prepareStatement(Sql.fill(sql, rooms, stay))) {
            for (int i = 0; i < parameters.length(); i++) {
                switch (parameters.charAt(i)) {
                    case 'c' -> select.setString(i + 1, City.NAME.toLowerCase(Locale.ROOT));
                    case 'g' -> select.setInt(i + 1, guests);
                    default -> select.setInt(i + 1, hotels + 1);
                }
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next() && ++read <= hotels) {
                    if (rows.getInt("free_rooms") > 0) {
                        found.add(CitySearch.line(
                                rows.getString("name"), rows.getInt("free_rooms"), rows.getBigDecimal("lowest_total")));
                    }
                }
            }
        }
        if (read > hotels) {
            found.add(CitySearch.MORE);
        }
        return found;
    }
}
