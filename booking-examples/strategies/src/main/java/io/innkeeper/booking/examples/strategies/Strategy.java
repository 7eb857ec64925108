package io.innkeeper.booking.examples.strategies;

import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.jpa.JpaInventory;
import java.util.function.Function;

/**
 * A strategy to compare.
 *
 * @param name what the table calls it
 * @param line what a host passes to {@link io.innkeeper.booking.jpa.JpaStorage#open}
 */
record Strategy(String name, Function<JpaInventory, InventoryLock> line) {}
