package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Settlement;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What an inventory answered to a change.
 *
 * @param change the change
 * @param settlement the answer
 */
record Answer(InventoryChange change, Settlement settlement) {

    /** The answers to a batch, of which there must be one for each change. */
    static List<Answer> of(List<InventoryChange> batch, List<Settlement> settlements) {
        assertThat(settlements).as("answers").hasSameSizeAs(batch).doesNotContainNull();
        return IntStream.range(0, batch.size())
                .mapToObj(i -> new Answer(batch.get(i), settlements.get(i)))
                .toList();
    }
}
