package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryPicture;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.jpa.internal.Pictures.Place;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rooms that one transaction chooses by the pictures of its guard; what it does not settle it gives back there. */
final class RememberedRooms {

    private final Pictures pictures;
    private final PictureSql sql;
    private final boolean inNoOrder;
    private final IdentityHashMap<InventoryChange, List<Place>> places = new IdentityHashMap<>();

    /**
     * In a transaction.
     *
     * @param inNoOrder whether to choose any of the cheapest rooms, since others run after the best ones as well
     */
    RememberedRooms(Pictures pictures, Connection connection, boolean inNoOrder) {
        this.pictures = pictures;
        this.inNoOrder = inNoOrder;
        this.sql = new PictureSql(connection);
    }

    /** A room for a demand; empty if it is not known that one is free. */
    Optional<Room> choose(InventoryChange change, Demand.AnyRoom demand, Set<RoomId> others) throws SQLException {
        Integer edition = change.edition();
        Optional<Place> place = edition == null
                ? Optional.empty()
                : pictures.choose(sql, change.hotel(), edition, demand, others, inNoOrder);
        place.ifPresent(found -> placesOf(change).add(found));
        return place.map(Place::room);
    }

    /** Room {@code i} is for demand {@code i}; empty unless it is known that there is one for each. */
    Optional<List<Room>> chooseAll(InventoryChange change) throws SQLException {
        Integer edition = change.edition();
        if (edition == null) {
            return Optional.empty();
        }
        SortedMap<Integer, Room> rooms = new TreeMap<>();
        for (int i : InventoryPicture.givenRoomsFirst(change.take())) {
            // Its own nights are taken in the picture, so that no room is chosen twice.
            Optional<Room> room = change.take().get(i) instanceof Demand.AnyRoom any
                    ? choose(change, any, Set.of())
                    : take(change, edition, (Demand.ThisRoom) change.take().get(i));
            if (room.isEmpty()) {
                giveBack(change);
                return Optional.empty();
            }
            rooms.put(i, room.get());
        }
        return Optional.of(List.copyOf(rooms.values()));
    }

    /** The room of the picture, which is open. */
    private Optional<Room> take(InventoryChange change, int edition, Demand.ThisRoom demand) throws SQLException {
        Optional<Place> place =
                pictures.take(sql, change.hotel(), edition, demand.room().id(), demand.stay());
        place.ifPresent(found -> placesOf(change).add(found));
        return place.map(found -> demand.room());
    }

    private List<Place> placesOf(InventoryChange change) {
        return places.computeIfAbsent(change, any -> new ArrayList<>());
    }

    /** Gives back what was chosen for a change. */
    void giveBack(InventoryChange change) {
        List<Place> chosen = places.remove(change);
        if (chosen != null) {
            chosen.forEach(Place::free);
        }
    }

    /** Takes note of what the transaction comes to, if it is committed. */
    void settled(List<InventoryChange> batch, List<Settlement> answers) {
        for (int i = 0; i < batch.size(); i++) {
            InventoryChange change = batch.get(i);
            if (!(answers.get(i) instanceof Settlement.Settled)) {
                if (places.containsKey(change) && answers.get(i) instanceof Settlement.Contended) {
                    pictures.forget(change.hotel()); // a room was closed, as it seems
                }
                giveBack(change);
                continue;
            }
            for (Release release : change.giveBack()) {
                pictures.find(change.hotel(), release.room(), release.stay()).ifPresent(Place::free);
            }
            for (BookingEvent event : ((Settlement.Settled) answers.get(i)).events()) {
                change.take().stream()
                        .filter(demand ->
                                demand.booking().equals(event.booking().id()))
                        .forEach(demand ->
                                pictures.take(change.hotel(), event.booking().room(), demand.stay()));
            }
        }
    }

    /** Takes note that some of what was chosen is not as it was believed to be. */
    void doubt() {
        places.values().forEach(chosen -> chosen.forEach(Place::doubt));
        places.clear();
    }

    /** Forgets what was believed of nights that are free, and were thought not to be. */
    void forget(HotelId hotel, RoomId room, Stay stay) {
        pictures.find(hotel, room, stay).ifPresent(Place::forget);
    }
}
