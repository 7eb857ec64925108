package io.innkeeper.booking.examples.strategies;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Many who want to book up an empty hotel at once. Its nights are cut into stays, which go on sale one after the other. Each
 * stay is asked for three times as often as there are rooms: once for each room, and twice as often for any room. So
 * whatever happens in between, in the end somebody has asked for every room, and the hotel is full.
 */
final class Rush {

    private static final String ROOM_TYPE = "double";
    private static final int LONGEST_STAY = 4;

    private final Innkeeper innkeeper;
    private final int callers;
    private final Hotel hotel;
    private final List<BookingRequest> requests = new ArrayList<>();

    /**
     * What was answered.
     *
     * @param outcomes to each request
     * @param nanos how long each took
     */
    record Answers(List<BookingOutcome> outcomes, Histogram nanos) {

        long count(Class<? extends BookingOutcome> kind) {
            return outcomes.stream().filter(kind::isInstance).count();
        }
    }

    /** Adds an empty hotel, and makes the requests. */
    Rush(Innkeeper innkeeper, Size size, List<UserId> guests) {
        this.innkeeper = innkeeper;
        this.callers = size.callers();
        hotel = innkeeper
                .hotels()
                .add(HotelDetails.of("Casa do Rio", "Lisboa", ZoneOffset.UTC, Currency.getInstance("EUR")));
        List<Room> rooms = new ArrayList<>();
        for (int number = 1; number <= size.rooms(); number++) {
            RoomDetails details = new RoomDetails(String.valueOf(number), ROOM_TYPE, 2, Money.of("120", "EUR"));
            rooms.add(innkeeper.hotels().addRoom(hotel.id(), details));
        }
        Random random = new Random(size.seed());
        for (Stay stay : stays(size.nights(), random)) {
            List<BookingRequest> forStay = new ArrayList<>();
            for (Room room : rooms) {
                forStay.add(BookingRequest.room(anyOf(guests, random), room.id(), stay, 2));
                for (int i = 0; i < 2; i++) {
                    forStay.add(BookingRequest.anyRoom(anyOf(guests, random), hotel.id(), ROOM_TYPE, stay, 2));
                }
            }
            Collections.shuffle(forStay, random);
            requests.addAll(forStay);
        }
    }

    private static List<Stay> stays(int nights, Random random) {
        LocalDate first = LocalDate.now(ZoneOffset.UTC).plusMonths(1);
        LocalDate end = first.plusDays(nights);
        List<Stay> stays = new ArrayList<>();
        for (LocalDate arrival = first; arrival.isBefore(end); ) {
            LocalDate departure = arrival.plusDays(1 + random.nextInt(LONGEST_STAY));
            stays.add(new Stay(arrival, departure.isBefore(end) ? departure : end));
            arrival = departure;
        }
        return stays;
    }

    private static UserId anyOf(List<UserId> guests, Random random) {
        return guests.get(random.nextInt(guests.size()));
    }

    HotelId hotel() {
        return hotel.id();
    }

    List<BookingRequest> requests() {
        return Collections.unmodifiableList(requests);
    }

    /** Has everything asked. Each caller asks for the next thing as soon as it has an answer. */
    Answers run(Runnable afterEach) throws Exception {
        Histogram nanos = new ConcurrentHistogram(3);
        AtomicInteger next = new AtomicInteger();
        CyclicBarrier ready = new CyclicBarrier(callers);
        Callable<List<BookingOutcome>> caller = () -> {
            List<BookingOutcome> own = new ArrayList<>();
            ready.await(1, TimeUnit.MINUTES);
            for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
                long began = System.nanoTime();
                own.add(innkeeper.bookings().book(requests.get(i)));
                nanos.recordValue(System.nanoTime() - began);
                afterEach.run();
            }
            return own;
        };
        List<BookingOutcome> answers = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            for (Future<List<BookingOutcome>> one : threads.invokeAll(Collections.nCopies(callers, caller))) {
                answers.addAll(one.get());
            }
        } finally {
            threads.shutdown();
        }
        return new Answers(answers, nanos);
    }
}
