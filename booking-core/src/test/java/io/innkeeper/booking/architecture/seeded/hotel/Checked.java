package io.innkeeper.booking.architecture.seeded.hotel;

import org.hibernate.validator.constraints.Length;

/** Wrong: knows which validator it is. */
final class Checked {
    @Length(max = 3)
    String name = "";
}
