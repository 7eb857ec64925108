package io.innkeeper.booking.inventory;

import java.util.List;

/**
 * What was wrong with the inventory at one moment.
 *
 * @param findings at most {@value #MOST_OF_A_KIND} of each kind
 */
public record InventoryReport(List<Finding> findings) {

    /** Whoever finds so many has more to do than to read on. */
    public static final int MOST_OF_A_KIND = 100;

    /** Makes the list unmodifiable. */
    public InventoryReport {
        findings = List.copyOf(findings);
    }

    /** Whether nothing was found. */
    public boolean isClean() {
        return findings.isEmpty();
    }
}
