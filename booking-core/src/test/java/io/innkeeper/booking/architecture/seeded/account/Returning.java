package io.innkeeper.booking.architecture.seeded.account;

import io.innkeeper.booking.architecture.seeded.Innkeeper;

/** Wrong: goes back to the front door. */
final class Returning {
    final Innkeeper innkeeper = new Innkeeper();
}
