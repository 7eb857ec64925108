package io.innkeeper.booking.architecture.seeded.inventory;

import io.innkeeper.booking.architecture.seeded.memory.Shelf;

/** Wrong: the inventory reaches into a storage. */
final class Greedy {
    final Shelf shelf = new Shelf();
}
