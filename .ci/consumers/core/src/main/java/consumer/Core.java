package consumer;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;

/** What can be done with the domain alone; for more, building an Innkeeper says which helper is missing. */
public final class Core {

    public static void main(String[] args) {
        System.out.println(Stay.of(LocalDate.of(2030, 5, 1), 3));
        String missing = "nothing";
        try (Innkeeper innkeeper = Innkeeper.inMemory()) {
            System.out.println(innkeeper);
        } catch (IllegalStateException e) {
            missing = e.getMessage();
        }
        System.out.println("missing: " + missing);
    }
}
