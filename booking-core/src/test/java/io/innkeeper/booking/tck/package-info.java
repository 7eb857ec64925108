/**
 * The contract that every storage, and every strategy by which it changes its inventory, must pass: each promise of the
 * library is a test here, run through {@link io.innkeeper.booking.Innkeeper}, and each promise of a strategy one that asks
 * the {@link io.innkeeper.booking.inventory.InventoryLock} itself.
 *
 * <p>Whoever writes a storage writes a {@link io.innkeeper.booking.tck.StorageFixture}, which opens the storage and looks
 * at what it stored by other means than the library, and a subclass of a few lines for each contract:
 *
 * <pre>{@code
 * class MyBookingContractTest extends BookingContract {
 *     @Override
 *     protected StorageFixture fixture() {
 *         return new MyFixture();
 *     }
 * }
 * }</pre>
 *
 * <p>The contracts are {@link io.innkeeper.booking.tck.AccountsContract},
 * {@link io.innkeeper.booking.tck.HotelsContract}, {@link io.innkeeper.booking.tck.AvailabilityContract},
 * {@link io.innkeeper.booking.tck.BookingContract}, {@link io.innkeeper.booking.tck.AllocationContract},
 * {@link io.innkeeper.booking.tck.RaceContract}, {@link io.innkeeper.booking.tck.HoldContract},
 * {@link io.innkeeper.booking.tck.ChangeContract}, {@link io.innkeeper.booking.tck.KeyContract},
 * {@link io.innkeeper.booking.tck.InventoryContract}, {@link io.innkeeper.booking.tck.GroupContract},
 * {@link io.innkeeper.booking.tck.FrontDeskContract}, {@link io.innkeeper.booking.tck.RatesContract},
 * {@link io.innkeeper.booking.tck.RulesContract}, {@link io.innkeeper.booking.tck.QuoteContract},
 * {@link io.innkeeper.booking.tck.CalendarContract}, {@link io.innkeeper.booking.tck.EventContract},
 * {@link io.innkeeper.booking.tck.RelayContract}, {@link io.innkeeper.booking.tck.ModelContract},
 * {@link io.innkeeper.booking.tck.VerifyContract}, {@link io.innkeeper.booking.tck.TidyContract},
 * {@link io.innkeeper.booking.tck.IndexContract}, {@link io.innkeeper.booking.tck.OperationContract} and
 * {@link io.innkeeper.booking.tck.InputContract}. Whoever writes a strategy, an
 * {@link io.innkeeper.booking.inventory.InventoryLock}, needs only a subclass of
 * {@link io.innkeeper.booking.tck.StrategyContract}, which runs those that touch the inventory, with
 * {@link io.innkeeper.booking.tck.InMemory} as the fixture. The contracts need JUnit 5 and AssertJ, and of the library only its public API.
 */
@NullMarked
package io.innkeeper.booking.tck;

import org.jspecify.annotations.NullMarked;
