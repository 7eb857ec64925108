package io.innkeeper.booking.memory;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Assignment;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.util.LoggingLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Looks for an interleaving in which the answers of the storage are not those of a plain list of nights, in some order. */
@DisabledForJreRange(min = JRE.JAVA_25, disabledReason = "Lincheck 3.7 stalls in class initialisers of java.time there")
class MemoryInventoryLincheckTest {

    private static final int ROOMS = 2;
    private static final int NIGHTS = 3;

    /** By the number of a booking, which tells its room, too. */
    private static final int[] ARRIVAL = {0, 0, 1, 1};

    private static final int[] LENGTH = {2, 1, 2, 1};

    @Test
    void theAnswersAreThoseOfSomeOrder() {
        new ModelCheckingOptions()
                .logLevel(LoggingLevel.ERROR)
                .addGuarantee(
                        forClasses(MemoryBookings.class.getName()).allMethods().ignore())
                .addGuarantee(forClasses(MemoryInventoryLincheckTest::isOfOneThread)
                        .methods(name -> !name.equals("forEach") && !name.equals("apply"))
                        .ignore())
                .sequentialSpecification(Plain.class)
                .threads(2)
                .actorsBefore(1)
                .actorsPerThread(2)
                .actorsAfter(2)
                .iterations(20)
                .invocationsPerIteration(200)
                .minimizeFailedScenario(false)
                .check(Memory.class);
    }

    /** What has no state that threads share, and hands on nothing that has: what such a method calls is ignored with it. */
    private static boolean isOfOneThread(String name) {
        return (name.startsWith("io.innkeeper.booking.") && !name.startsWith("io.innkeeper.booking.memory."))
                || name.startsWith("java.time.")
                || name.startsWith("java.util.stream.")
                || (name.startsWith("java.util.") && name.indexOf('.', "java.util.".length()) < 0);
    }

    @Test
    void theAnswersAreThoseOfSomeOrderOnRealThreads() {
        new StressOptions()
                .sequentialSpecification(Plain.class)
                .threads(3)
                .actorsBefore(2)
                .actorsPerThread(3)
                .actorsAfter(1)
                .iterations(10)
                .invocationsPerIteration(200)
                .minimizeFailedScenario(false)
                .check(Memory.class);
    }

    /** Two rooms, the first of which is the cheaper one, and bookings whose number tells their room. */
    @Param(name = "booking", gen = IntGen.class, conf = "0:3")
    @Param(name = "arrival", gen = IntGen.class, conf = "0:1")
    @Param(name = "nights", gen = IntGen.class, conf = "1:2")
    @Param(name = "room", gen = IntGen.class, conf = "0:1")
    public static class Memory {

        private static final HotelId HOTEL = new HotelId(new UUID(1, 0));
        private static final UserId USER = new UserId(new UUID(2, 0));
        private static final LocalDate FIRST = LocalDate.of(2031, 5, 1);
        private static final Money TOTAL = Money.of("1", "EUR");

        /** The clock that is seen within what the checker ignores is not the one that it shows elsewhere. */
        private static final Duration FOR_EVER = Duration.ofDays(36_500);

        private final MemoryStorage storage = new MemoryStorage();
        private final List<Room> rooms = new ArrayList<>();
        private final AtomicInteger last = new AtomicInteger(100);

        public Memory() {
            storage.accounts.add(new User(USER, "ada@example.org", "Ada", new UUID(3, 0)), "hash");
            for (int number = 0; number < ROOMS; number++) {
                RoomDetails details = new RoomDetails(
                        String.valueOf(number), "double", 2, Money.of(String.valueOf(1 + number), "EUR"));
                Room room = new Room(new RoomId(new UUID(4, number)), HOTEL, details, false);
                rooms.add(room);
                storage.rooms.add(new RoomCell(room, false));
            }
        }

        @Operation
        public String book(@Param(name = "booking") int booking) {
            return take(
                    id(booking), stayOf(booking), new Demand.ThisRoom(id(booking), roomOf(booking), stayOf(booking)));
        }

        @Operation
        public String bookAny(@Param(name = "arrival") int arrival, @Param(name = "nights") int nights) {
            BookingId id = id(last.incrementAndGet());
            Stay stay = stay(arrival, nights);
            return take(id, stay, new Demand.AnyRoom(id, "double", 1, stay));
        }

        @Operation
        public String cancel(@Param(name = "booking") int booking) {
            Room room = roomOf(booking);
            Settlement settlement = settle(
                    List.of(),
                    List.of(new Release(id(booking), room.id(), stayOf(booking), false)),
                    any -> booking(id(booking), room, stayOf(booking)).moveTo(BookingStatus.CANCELLED));
            return settlement instanceof Settlement.Settled ? "cancelled" : "overtaken";
        }

        @Operation
        public List<Integer> taken(@Param(name = "room") int room) {
            return offsets(storage.rooms
                    .find(rooms.get(room).id())
                    .orElseThrow()
                    .read()
                    .occupancy()
                    .taken(stay(0, NIGHTS)));
        }

        private String take(BookingId id, Stay stay, Demand demand) {
            Settlement settlement = settle(
                    List.of(demand),
                    List.of(),
                    assignment -> booking(id, assignment.rooms().get(0), stay));
            if (settlement instanceof Settlement.Settled settled) {
                RoomId room = settled.events().get(0).booking().room();
                return booked((int) room.value().getLeastSignificantBits());
            }
            Settlement.Refusal why = ((Settlement.Refused) settlement).why();
            return why instanceof Settlement.Refusal.NightsTaken taken
                    ? unavailable(offsets(taken.nights()))
                    : "overtaken";
        }

        private Settlement settle(List<Demand> take, List<Release> giveBack, Function<Assignment, Booking> booking) {
            RequestKey key = new RequestKey(USER, String.valueOf(last.incrementAndGet()));
            InventoryChange change = new InventoryChange(
                    key,
                    HOTEL,
                    take,
                    giveBack,
                    Deadline.after(FOR_EVER),
                    assignment -> List.of(new BookingEvent(
                            new UUID(5, 0), BookingEvent.Type.BOOKED, booking.apply(assignment), key.account())));
            return storage.inventory().settle(List.of(change)).get(0);
        }

        private static Booking booking(BookingId id, Room room, Stay stay) {
            return Booking.of(id, USER, HOTEL, room.id(), stay, 1, TOTAL, null);
        }

        private Room roomOf(int booking) {
            return rooms.get(booking % ROOMS);
        }

        private static Stay stayOf(int booking) {
            return stay(ARRIVAL[booking], LENGTH[booking]);
        }

        private static BookingId id(int number) {
            return new BookingId(new UUID(6, number));
        }

        private static Stay stay(int arrival, int nights) {
            return Stay.of(FIRST.plusDays(arrival), nights);
        }

        private static List<Integer> offsets(List<LocalDate> nights) {
            return nights.stream()
                    .map(night -> (int) (night.toEpochDay() - FIRST.toEpochDay()))
                    .toList();
        }
    }

    private static String booked(int room) {
        return "booked " + room;
    }

    private static String unavailable(List<Integer> nights) {
        return "unavailable " + nights;
    }

    /** The same for one thread: who has which night, room by room. */
    public static class Plain {

        private final int[][] nights = new int[ROOMS][NIGHTS];
        private final int[] versions = new int[ARRIVAL.length];

        public String book(int booking) {
            if (versions[booking] > 0) {
                return "overtaken";
            }
            int room = booking % ROOMS;
            List<Integer> taken = taken(room, ARRIVAL[booking], LENGTH[booking]);
            if (!taken.isEmpty()) {
                return unavailable(taken);
            }
            versions[booking] = 1;
            take(room, ARRIVAL[booking], LENGTH[booking], 1);
            return booked(room);
        }

        public String bookAny(int arrival, int length) {
            List<Integer> inAll = taken(0, arrival, length);
            for (int room = 0; room < ROOMS; room++) {
                List<Integer> taken = taken(room, arrival, length);
                if (taken.isEmpty()) {
                    take(room, arrival, length, 1);
                    return booked(room);
                }
                inAll.retainAll(taken);
            }
            return unavailable(inAll);
        }

        public String cancel(int booking) {
            if (versions[booking] != 1) {
                return "overtaken";
            }
            versions[booking] = 2;
            take(booking % ROOMS, ARRIVAL[booking], LENGTH[booking], 0);
            return "cancelled";
        }

        public List<Integer> taken(int room) {
            return taken(room, 0, NIGHTS);
        }

        private List<Integer> taken(int room, int arrival, int length) {
            List<Integer> taken = new ArrayList<>();
            for (int night = arrival; night < arrival + length; night++) {
                if (nights[room][night] == 1) {
                    taken.add(night);
                }
            }
            return taken;
        }

        private void take(int room, int arrival, int length, int by) {
            for (int night = arrival; night < arrival + length; night++) {
                nights[room][night] = by;
            }
        }
    }
}
