package io.innkeeper.booking.jpa;

import io.innkeeper.booking.Storage;
import io.innkeeper.booking.TransactionLostException;
import io.innkeeper.booking.account.AccountStore;
import io.innkeeper.booking.availability.AvailabilityStore;
import io.innkeeper.booking.event.EventStore;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.ListingStore;
import io.innkeeper.booking.hotel.TariffStore;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.InventoryUpkeep;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.reservation.QuoteStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A storage that does each call inside a transaction of a host, who commits it, and runs it again if it is lost. What has
 * transactions of its own stays the storage's.
 */
final class EachCallJoined implements Storage {

    /** Whoever closes a hotel is the victim of each deadlock with those who book there. */
    private static final int ATTEMPTS = 100;

    private final JpaStorage storage;
    private final DataSource hosts;
    private final int isolation;

    /** Over a storage, which is closed with it. */
    EachCallJoined(JpaStorage storage, DataSource hosts, int isolation) {
        this.storage = storage;
        this.hosts = hosts;
        this.isolation = isolation;
    }

    private <T> T port(Class<T> type, Function<Storage, T> of) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    for (int attempt = 1; ; attempt++) {
                        Optional<Done> done = attempt(of, method, arguments, attempt == ATTEMPTS);
                        if (done.isPresent()) {
                            return done.get().result();
                        }
                    }
                }));
    }

    private record Done(@Nullable Object result) {}

    private <T> Optional<Done> attempt(Function<Storage, T> of, Method method, Object[] arguments, boolean last)
            throws Throwable {
        try (Connection connection = hosts.getConnection()) {
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            try {
                Object result = method.invoke(of.apply(storage.join(connection).storage()), arguments);
                if (!last && isLost(result)) {
                    connection.rollback();
                    return Optional.empty();
                }
                connection.commit();
                return Optional.of(new Done(result));
            } catch (InvocationTargetException e) {
                connection.rollback();
                if (!last && e.getCause() instanceof TransactionLostException) {
                    return Optional.empty();
                }
                throw e.getCause();
            }
        } catch (SQLException e) {
            throw new AssertionError("the host's own part failed", e);
        }
    }

    private static boolean isLost(@Nullable Object result) {
        return result instanceof List<?> answers
                && answers.stream()
                        .anyMatch(answer -> answer instanceof Settlement.Failed failed
                                && failed.cause() instanceof TransactionLostException);
    }

    @Override
    public AccountStore accounts() {
        return port(AccountStore.class, Storage::accounts);
    }

    @Override
    public HotelStore hotels() {
        return port(HotelStore.class, Storage::hotels);
    }

    @Override
    public TariffStore tariffs() {
        return port(TariffStore.class, Storage::tariffs);
    }

    @Override
    public ListingStore listings() {
        return port(ListingStore.class, Storage::listings);
    }

    @Override
    public AvailabilityStore availability() {
        return port(AvailabilityStore.class, Storage::availability);
    }

    @Override
    public QuoteStore quotes() {
        return port(QuoteStore.class, Storage::quotes);
    }

    @Override
    public BookingStore bookings() {
        return port(BookingStore.class, Storage::bookings);
    }

    @Override
    public EventStore events() {
        return port(EventStore.class, Storage::events);
    }

    @Override
    public InventoryLock inventory() {
        return port(InventoryLock.class, Storage::inventory);
    }

    @Override
    public InventoryUpkeep upkeep() {
        return storage.upkeep();
    }

    @Override
    public void close() {
        storage.close();
    }
}
