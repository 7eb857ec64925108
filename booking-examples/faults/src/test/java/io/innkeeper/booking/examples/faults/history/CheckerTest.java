package io.innkeeper.booking.examples.faults.history;

import static io.innkeeper.booking.examples.faults.history.Story.begins;
import static io.innkeeper.booking.examples.faults.history.Story.cancelled;
import static io.innkeeper.booking.examples.faults.history.Story.confirmed;
import static io.innkeeper.booking.examples.faults.history.Story.held;
import static io.innkeeper.booking.examples.faults.history.Story.nights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.innkeeper.booking.examples.faults.history.Finding.Kind;
import io.innkeeper.booking.examples.faults.history.Line.Asked;
import io.innkeeper.booking.examples.faults.history.Line.Complaint;
import io.innkeeper.booking.examples.faults.history.Line.Injected;
import io.innkeeper.booking.examples.faults.history.Line.Nights;
import io.innkeeper.booking.examples.faults.history.Line.Seen;
import io.innkeeper.booking.examples.faults.history.Line.StoredEvent;
import io.innkeeper.booking.examples.faults.history.Line.Told;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CheckerTest {

    private static final Nights NIGHTS = nights("101", 1, 4);
    private static final Seen ANNA = confirmed("anna", 1, NIGHTS);
    private static final Seen BEN = confirmed("ben", 1, NIGHTS);

    private static void assertClean(Story story) {
        assertThat(story.findings()).isEmpty();
    }

    /** That a finding is there, and no other than that. */
    private static void assertFound(Story story, Kind kind, String message) {
        assertThat(story.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.message()).contains(message);
        });
    }

    /** That it is there, among others that follow from the same violation. */
    private static void assertFoundAmongOthers(Story story, Kind kind, String message) {
        assertThat(story.findings())
                .anyMatch(finding -> finding.kind() == kind && finding.message().contains(message));
    }

    @Nested
    class Clean {

        @Test
        void nothingAtAll() {
            assertClean(begins());
        }

        @Test
        void bookedChangedAndCancelled() {
            Seen changed = confirmed("anna", 2, nights("101", 3, 6));
            Seen cancelled = cancelled("anna", 3, nights("101", 3, 6));
            assertClean(begins().booked("book", 1, 2, ANNA)
                    .does("change", 3, 4, "CHANGED", changed)
                    .does("cancel", 5, 6, "CANCELLED", cancelled)
                    .ends(cancelled));
        }

        @Test
        void whatAChangeGivesBackIsBookedBySomebodyElse() {
            Seen changed = confirmed("anna", 2, nights("101", 3, 6));
            Seen ben = confirmed("ben", 1, nights("101", 1, 3));
            assertClean(begins().booked("book", 1, 2, ANNA)
                    .does("change", 3, 7, "CHANGED", changed)
                    .booked("next", 4, 5, ben)
                    .ends(changed, ben));
        }

        @Test
        void heldExtendedAndConfirmed() {
            Seen extended = held("anna", 2, NIGHTS, 30);
            Seen confirmed = confirmed("anna", 3, NIGHTS);
            assertClean(begins().does("hold", 1, 2, "HELD", held("anna", 1, NIGHTS, 20))
                    .does("extend", 3, 4, "EXTENDED", extended)
                    .does("confirm", 25, 26, "CONFIRMED", confirmed)
                    .ends(confirmed));
        }

        @Test
        void releasedAndBookedBySomebodyElse() {
            Seen released = cancelled("anna", 2, NIGHTS);
            assertClean(begins().does("hold", 1, 2, "HELD", held("anna", 1, NIGHTS, 20))
                    .does("release", 3, 6, "RELEASED", released)
                    .booked("next", 4, 5, BEN)
                    .ends(released, BEN));
        }

        @Test
        void expiredAndTakenInPart() {
            Seen held = held("anna", 1, NIGHTS, 20);
            Seen ben = confirmed("ben", 1, nights("101", 2, 3));
            assertClean(begins().does("hold", 1, 2, "HELD", held)
                    .booked("next", 19, 20, ben)
                    .asks("confirm", 22, "anna", null)
                    .hears("confirm", 23, "HoldLost")
                    .row(held)
                    .stock("anna", nights("101", 1, 2))
                    .ends(ben));
        }

        @Test
        void expiredAndNobodyWantedIt() {
            Seen held = held("anna", 1, NIGHTS, 20);
            assertClean(begins().does("hold", 1, 2, "HELD", held)
                    .booked("other", 30, 31, confirmed("ben", 1, nights("102", 1, 2)))
                    .ends(held, confirmed("ben", 1, nights("102", 1, 2))));
        }

        @Test
        void expiredAndConfirmedAfterAll() {
            Seen confirmed = confirmed("anna", 2, NIGHTS);
            assertClean(begins().does("hold", 1, 2, "HELD", held("anna", 1, NIGHTS, 20))
                    .booked("between", 21, 22, BEN)
                    .does("cancel", 23, 24, "CANCELLED", cancelled("ben", 2, NIGHTS))
                    .does("confirm", 25, 26, "CONFIRMED", confirmed)
                    .ends(confirmed, cancelled("ben", 2, NIGHTS)));
        }

        @Test
        void expiredAndEndedByWhoeverTidiesUp() {
            Seen ended = cancelled("anna", 2, NIGHTS);
            assertClean(begins().does("hold", 1, 2, "HELD", held("anna", 1, NIGHTS, 20))
                    .event(null, "EXPIRED", ended)
                    .booked("next", 21, 22, BEN)
                    .ends(ended, BEN));
        }

        @Test
        void aGroup() {
            Seen other = confirmed("anna's son", 1, nights("102", 1, 4));
            assertClean(begins().asks("group", 1)
                    .hears("group", 2, ANNA, other)
                    .groupEvents("group", ANNA, other)
                    .asks("group", 3)
                    .hears("group", 4, other, ANNA)
                    .ends(ANNA, other));
        }

        @Test
        void takenWhileSomebodyHasIt() {
            assertClean(begins().booked("book", 1, 2, ANNA)
                    .asks("late", 3, null, NIGHTS)
                    .hears("late", 4, "Unavailable", 1, 2, 3)
                    .ends(ANNA));
        }

        @Test
        void takenByWhatIsBeingBooked() {
            assertClean(begins().asks("late", 1, null, NIGHTS)
                    .asks("book", 2, null, NIGHTS)
                    .hears("late", 3, "Unavailable", 1)
                    .hears("book", 4, ANNA)
                    .event("book", "BOOKED", ANNA)
                    .ends(ANNA));
        }

        @Test
        void takenByWhatIsBeingCancelled() {
            Seen cancelled = cancelled("anna", 2, NIGHTS);
            assertClean(begins().booked("book", 1, 2, ANNA)
                    .does("cancel", 3, 6, "CANCELLED", cancelled)
                    .asks("late", 4, null, NIGHTS)
                    .hears("late", 5, "Unavailable", 1)
                    .ends(cancelled));
        }

        @Test
        void anyRoomIsNotToBeHad() {
            assertClean(begins().asks("any", 1).hears("any", 2, "Unavailable", 1));
        }

        @Test
        void notToBeHadAtFirstAndDoneLater() {
            Seen cancelled = cancelled("ben", 2, NIGHTS);
            assertClean(begins().booked("first", 1, 2, BEN)
                    .asks("book", 3, null, NIGHTS)
                    .hears("book", 4, "Unavailable", 1)
                    .does("cancel", 5, 6, "CANCELLED", cancelled)
                    .asks("book", 7, null, NIGHTS)
                    .hears("book", 8, ANNA)
                    .event("book", "BOOKED", ANNA)
                    .ends(ANNA, cancelled));
        }

        @Test
        void unknownAndFoundToHaveHappened() {
            assertClean(begins().asks("book", 1, null, NIGHTS)
                    .hears("book", 2, "Unknown")
                    .asksWhatBecameOf("book", 3)
                    .hears("book", 4, "Contended")
                    .asksWhatBecameOf("book", 5)
                    .hears("book", 6, ANNA)
                    .event("book", "BOOKED", ANNA)
                    .ends(ANNA));
        }

        @Test
        void unknownAndFoundNeverToHappen() {
            assertClean(begins().asks("book", 1)
                    .hears("book", 2, "Unknown")
                    .asksWhatBecameOf("book", 3)
                    .hears("book", 4, "NeverHappens")
                    .asks("book", 5)
                    .hears("book", 6, "RequestKeyReusedException")
                    .givenUp("book"));
        }

        @Test
        void neverHeardOfAgainAndFoundToHaveHappened() {
            assertClean(begins().asks("book", 1)
                    .asksWhatBecameOf("book", 3)
                    .hears("book", 4, ANNA)
                    .event("book", "BOOKED", ANNA)
                    .ends(ANNA));
        }

        @Test
        void takenByWhatIsAskedForAgain() {
            assertClean(begins().asks("book", 1)
                    .asks("late", 2, null, NIGHTS)
                    .hears("late", 3, "Unavailable", 1)
                    .asks("book", 4)
                    .hears("book", 5, ANNA)
                    .event("book", "BOOKED", ANNA)
                    .ends(ANNA));
        }

        @Test
        void takenByWhatIsBookedOrCancelledAtTheSameMoment() {
            Seen cancelled = cancelled("anna", 2, NIGHTS);
            assertClean(begins().asks("early", 1, null, NIGHTS)
                    .hears("early", 2, "Unavailable", 1)
                    .booked("book", 2, 3, ANNA)
                    .does("cancel", 4, 5, "CANCELLED", cancelled)
                    .asks("late", 5, null, NIGHTS)
                    .hears("late", 6, "Unavailable", 1)
                    .ends(cancelled));
        }

        @Test
        void takenByAHoldThatIsRounded() {
            Seen held = held("anna", 1, NIGHTS, 20);
            assertClean(begins().does("hold", 1, 2, "HELD", held)
                    .hearsAt("late", 20_001_000, null, NIGHTS, "Unavailable", 1)
                    .ends(held));
        }

        @Test
        void lostByAHoldThatIsRounded() {
            Seen held = held("anna", 1, NIGHTS, 20);
            Seen ben = confirmed("ben", 1, NIGHTS);
            assertClean(begins().does("hold", 1, 2, "HELD", held)
                    .asks("next", 19, null, NIGHTS)
                    .hearsAt("confirm", 19_999_000, "anna", null, "HoldLost", 1)
                    .hears("next", 20, ben)
                    .event("next", "BOOKED", ben)
                    .row(held)
                    .ends(ben));
        }

        @Test
        void takenFromAHoldThatIsRounded() {
            Seen held = held("anna", 1, NIGHTS, 20);
            assertClean(begins().does("hold", 1, 2, "HELD", held)
                    .hearsAt("refused", 19_999_000, null, null, "Refused", 1)
                    .row(held));
        }

        @Test
        void nobodyIsSureOfAMoment() {
            Seen cancelled = cancelled("ben", 2, NIGHTS);
            assertClean(begins().booked("book", 1, 3, ANNA)
                    .booked("before", 1, 4, BEN)
                    .does("cancel", 4, 5, "CANCELLED", cancelled)
                    .ends(ANNA, cancelled));
        }

        @Test
        void aServerThatDoesNotKnowYet() {
            Seen cancelled = cancelled("anna", 2, NIGHTS);
            assertClean(Story.withLag(10)
                    .booked("book", 1, 2, ANNA)
                    .does("cancel", 3, 4, "CANCELLED", cancelled)
                    .asks("late", 13, null, NIGHTS)
                    .hears("late", 14, "Unavailable", 1)
                    .asks("book", 12)
                    .hears("book", 13, "Unavailable")
                    .ends(cancelled));
        }

        @Test
        void answeredJustInTime() {
            assertClean(Story.withLongest(3).booked("book", 1, 4, ANNA).ends(ANNA));
        }
    }

    @Nested
    class Lost {

        @Test
        void anEvent() {
            assertFoundAmongOthers(
                    begins().asks("book", 1).hears("book", 2, ANNA), Kind.LOST, "no event has the key of what");
        }

        @Test
        void anotherVersionIsThere() {
            Seen stored = confirmed("anna", 1, nights("101", 1, 3));
            assertFound(
                    begins().asks("book", 1)
                            .hears("book", 2, ANNA)
                            .event("book", "BOOKED", stored)
                            .ends(stored),
                    Kind.LOST,
                    "acknowledged was");
        }

        @Test
        void twoAreToldOfOneChange() {
            Seen extended = held("anna", 2, NIGHTS, 30);
            assertFoundAmongOthers(
                    begins().does("hold", 1, 2, "HELD", held("anna", 1, NIGHTS, 20))
                            .does("extend", 3, 4, "EXTENDED", extended)
                            .asks("confirm", 3)
                            .hears("confirm", 4, extended)
                            .ends(extended),
                    Kind.LOST,
                    "no event has the key of what");
        }

        @Test
        void theChangeOfAnotherIsTold() {
            Seen changed = confirmed("anna", 2, nights("101", 1, 3));
            Seen again = confirmed("anna", 3, nights("101", 1, 2));
            assertFound(
                    begins().booked("book", 1, 2, ANNA)
                            .does("change", 3, 4, "CHANGED", changed)
                            .asks("again", 3)
                            .hears("again", 4, changed)
                            .event("again", "CHANGED", again)
                            .ends(again),
                    Kind.LOST,
                    "acknowledged was");
        }

        @Test
        void aBookingOfAGroup() {
            assertFoundAmongOthers(
                    begins().asks("group", 1)
                            .hears("group", 2, ANNA, confirmed("anna's son", 1, nights("102", 1, 4)))
                            .event("group", "BOOKED", ANNA)
                            .ends(ANNA),
                    Kind.LOST,
                    "acknowledged was");
        }

        @Test
        void allNights() {
            assertFound(begins().booked("book", 1, 2, ANNA).row(ANNA), Kind.LOST, "has the nights null");
        }

        @Test
        void oneNight() {
            assertFound(
                    begins().booked("book", 1, 2, ANNA).row(ANNA).stock("anna", nights("101", 1, 3)),
                    Kind.LOST,
                    "has the nights");
        }

        @Test
        void nightsOfAHoldThatHasNotExpired() {
            Seen held = held("anna", 1, NIGHTS, 20);
            assertFound(
                    begins().does("hold", 1, 2, "HELD", held).row(held).stock("anna", nights("101", 2, 4)),
                    Kind.LOST,
                    "has the nights");
        }

        @Test
        void nightsOfAHoldForOthers() {
            Seen held = held("anna", 1, NIGHTS, 20);
            Seen late = cancelled("ben", 2, nights("102", 1, 4));
            assertFound(
                    begins().does("hold", 1, 2, "HELD", held)
                            .booked("other", 1, 2, confirmed("ben", 1, nights("102", 1, 4)))
                            .does("cancel", 30, 31, "CANCELLED", late)
                            .row(held)
                            .stock("anna", nights("101", 3, 5))
                            .ends(late),
                    Kind.LOST,
                    "has the nights");
        }
    }

    @Nested
    class SoldTwice {

        private static final String FOUND = "at the same time there was";

        /** Not by what is left in the end. */
        private static Story anna() {
            return begins().booked("book", 1, 2, ANNA);
        }

        @Test
        void inTheEnd() {
            assertThat(anna().booked("again", 3, 4, BEN).ends(ANNA, BEN).findings())
                    .extracting(Finding::kind)
                    .hasSize(6)
                    .containsOnly(Kind.SOLD_TWICE);
            assertFoundAmongOthers(
                    anna().booked("again", 3, 4, BEN).ends(ANNA, BEN), Kind.SOLD_TWICE, "is in the end of");
        }

        @Test
        void inTheEndThoughNobodyIsSureSinceWhen() {
            assertFoundAmongOthers(
                    begins().asks("book", 1)
                            .event("book", "BOOKED", ANNA)
                            .asks("again", 2)
                            .event("again", "BOOKED", BEN)
                            .ends(ANNA, BEN),
                    Kind.SOLD_TWICE,
                    "is in the end of");
        }

        @Test
        void theOtherIsCancelledMeanwhile() {
            Seen other = confirmed("ben", 1, nights("101", 3, 6));
            Seen cancelled = cancelled("ben", 2, nights("101", 3, 6));
            assertFound(
                    anna().booked("again", 3, 4, other)
                            .does("cancel", 5, 6, "CANCELLED", cancelled)
                            .ends(ANNA, cancelled),
                    Kind.SOLD_TWICE,
                    FOUND);
        }

        @Test
        void bothAreCancelledLater() {
            Seen one = cancelled("anna", 2, NIGHTS);
            Seen other = cancelled("ben", 2, NIGHTS);
            Story story = anna().booked("again", 3, 4, BEN)
                    .does("cancel", 5, 6, "CANCELLED", one)
                    .does("cancel too", 7, 8, "CANCELLED", other)
                    .ends(one, other);
            assertThat(story.findings()).hasSize(3).extracting(Finding::kind).containsOnly(Kind.SOLD_TWICE);
        }

        @Test
        void byARoomOfAGroup() {
            Seen one = confirmed("ben", 1, nights("102", 1, 2));
            Seen other = confirmed("ben's son", 1, nights("101", 1, 2));
            Seen cancelled = cancelled("ben's son", 2, nights("101", 1, 2));
            assertFound(
                    anna().asks("group", 3)
                            .hears("group", 4, one, other)
                            .groupEvents("group", one, other)
                            .does("cancel", 5, 6, "CANCELLED", cancelled)
                            .ends(ANNA, one, cancelled),
                    Kind.SOLD_TWICE,
                    FOUND);
        }

        @Test
        void byAHoldThatOverlaps() {
            Seen held = held("ben", 1, nights("101", 3, 4), 20);
            assertFound(
                    anna().does("hold", 3, 4, "HELD", held)
                            .asks("later", 30)
                            .hears("later", 31, "Refused")
                            .row(held)
                            .ends(ANNA),
                    Kind.SOLD_TWICE,
                    FOUND);
        }

        @Test
        void aHoldThatHasNotExpired() {
            Seen held = held("anna", 1, nights("101", 3, 4), 20);
            assertFound(
                    begins().does("hold", 1, 2, "HELD", held)
                            .booked("again", 17, 18, BEN)
                            .asks("later", 30)
                            .hears("later", 31, "Refused")
                            .row(held)
                            .ends(BEN),
                    Kind.SOLD_TWICE,
                    FOUND);
        }

        @Test
        void aHoldThatWasGivenMoreTime() {
            Seen extended = held("anna", 2, nights("101", 3, 4), 30);
            assertFound(
                    begins().does("hold", 1, 2, "HELD", held("anna", 1, nights("101", 3, 4), 20))
                            .does("extend", 3, 4, "EXTENDED", extended)
                            .booked("again", 21, 22, BEN)
                            .asks("later", 40)
                            .hears("later", 41, "Refused")
                            .row(extended)
                            .ends(BEN),
                    Kind.SOLD_TWICE,
                    FOUND);
        }

        @Test
        void aHoldThatWasTakenOverAndConfirmedAllTheSame() {
            Seen confirmed = confirmed("anna", 2, nights("101", 3, 4));
            Seen cancelled = cancelled("ben", 2, NIGHTS);
            assertFound(
                    begins().does("hold", 1, 2, "HELD", held("anna", 1, nights("101", 3, 4), 20))
                            .booked("next", 21, 22, BEN)
                            .does("confirm", 23, 24, "CONFIRMED", confirmed)
                            .does("cancel", 25, 26, "CANCELLED", cancelled)
                            .ends(confirmed, cancelled),
                    Kind.SOLD_TWICE,
                    FOUND);
        }

        @Test
        void whatAChangeKeepsWhileItIsMade() {
            Seen changed = confirmed("anna", 2, nights("101", 3, 6));
            Seen ben = confirmed("ben", 1, nights("101", 3, 4));
            Seen cancelled = cancelled("ben", 2, nights("101", 3, 4));
            assertFound(
                    anna().does("change", 3, 10, "CHANGED", changed)
                            .booked("again", 4, 5, ben)
                            .does("cancel", 6, 7, "CANCELLED", cancelled)
                            .ends(changed, cancelled),
                    Kind.SOLD_TWICE,
                    FOUND);
        }

        @Test
        void whatAChangeWillGiveBack() {
            Seen changed = confirmed("anna", 2, nights("101", 3, 6));
            Seen ben = confirmed("ben", 1, nights("101", 1, 2));
            assertFound(
                    anna().booked("again", 3, 4, ben)
                            .does("change", 5, 6, "CHANGED", changed)
                            .ends(changed, ben),
                    Kind.SOLD_TWICE,
                    FOUND);
        }

        @Test
        void whatAChangeTakes() {
            Seen changed = confirmed("anna", 2, nights("102", 1, 2));
            Seen ben = confirmed("ben", 1, nights("102", 1, 2));
            Seen cancelled = cancelled("ben", 2, nights("102", 1, 2));
            assertFound(
                    anna().booked("other", 1, 2, ben)
                            .does("change", 3, 4, "CHANGED", changed)
                            .does("cancel", 5, 6, "CANCELLED", cancelled)
                            .ends(changed, cancelled),
                    Kind.SOLD_TWICE,
                    FOUND);
        }

        @Test
        void aLongStayBesideSeveralShortOnes() {
            Nights night = nights("101", 1, 2);
            Seen cancelled = cancelled("ben", 2, night);
            Story story = begins().booked("book", 1, 2, confirmed("anna", 1, night))
                    .booked("again", 3, 4, confirmed("ben", 1, night))
                    .does("cancel", 5, 6, "CANCELLED", cancelled)
                    .booked("once more", 7, 8, confirmed("carla", 1, night))
                    .does("cancel too", 9, 10, "CANCELLED", cancelled("carla", 2, night))
                    .ends(confirmed("anna", 1, night), cancelled, cancelled("carla", 2, night));
            assertThat(story.findings()).hasSize(2).extracting(Finding::kind).containsOnly(Kind.SOLD_TWICE);
        }

        @Test
        void acknowledgedOnceAndAgainLater() {
            Seen cancelled = cancelled("ben", 2, nights("101", 1, 2));
            assertFound(
                    anna().booked("again", 3, 4, confirmed("ben", 1, nights("101", 1, 2)))
                            .does("cancel", 5, 6, "CANCELLED", cancelled)
                            .asks("book", 7)
                            .hears("book", 8, ANNA)
                            .ends(ANNA, cancelled),
                    Kind.SOLD_TWICE,
                    FOUND);
        }

        @Test
        void acknowledgedOnlyWhenItWasResolved() {
            Seen cancelled = cancelled("ben", 2, NIGHTS);
            Story story = begins().asks("book", 1)
                    .hears("book", 2, "Unknown")
                    .asksWhatBecameOf("book", 3)
                    .hears("book", 4, ANNA)
                    .event("book", "BOOKED", ANNA)
                    .booked("again", 5, 6, BEN)
                    .does("cancel", 7, 8, "CANCELLED", cancelled)
                    .ends(ANNA, cancelled);
            assertThat(story.findings()).hasSize(3).extracting(Finding::kind).containsOnly(Kind.SOLD_TWICE);
        }
    }

    @Nested
    class Untrue {

        private static final String NOBODY_CAN = "nobody can have had it";

        private static Story wanted(Story story, long from, long to) {
            return story.asks("late", from, null, nights("101", 1, 2)).hears("late", to, "Unavailable", 1);
        }

        @Test
        void takenThoughNobodyEverHadIt() {
            assertFound(wanted(begins(), 1, 2), Kind.UNTRUE, NOBODY_CAN);
        }

        @Test
        void takenBeforeAnybodyAskedForIt() {
            assertFound(wanted(begins(), 1, 2).booked("book", 3, 4, ANNA).ends(ANNA), Kind.UNTRUE, NOBODY_CAN);
        }

        @Test
        void takenAfterItWasGivenBack() {
            Seen changed = confirmed("anna", 2, nights("101", 2, 4));
            assertFound(
                    wanted(begins().booked("book", 1, 2, ANNA).does("change", 3, 4, "CHANGED", changed), 5, 6)
                            .ends(changed),
                    Kind.UNTRUE,
                    NOBODY_CAN);
        }

        @Test
        void takenAfterAHoldHasEnded() {
            Seen held = held("anna", 1, NIGHTS, 20);
            assertFound(
                    wanted(begins().does("hold", 1, 2, "HELD", held), 21, 22).ends(held), Kind.UNTRUE, NOBODY_CAN);
        }

        @Test
        void takenLongAfterALag() {
            Seen cancelled = cancelled("anna", 2, NIGHTS);
            assertFound(
                    wanted(
                                    Story.withLag(10)
                                            .booked("book", 1, 2, ANNA)
                                            .does("cancel", 3, 4, "CANCELLED", cancelled),
                                    15,
                                    16)
                            .ends(cancelled),
                    Kind.UNTRUE,
                    NOBODY_CAN);
        }

        @Test
        void aBookingInItsOwnWay() {
            Seen changed = confirmed("anna", 2, nights("101", 3, 6));
            assertFound(
                    begins().booked("book", 1, 2, ANNA)
                            .asks("change", 3, "anna", nights("101", 3, 6))
                            .hears("change", 4, "Unavailable", 3)
                            .asks("again", 5, "anna", nights("101", 3, 6))
                            .hears("again", 6, changed)
                            .event("again", "CHANGED", changed)
                            .ends(changed),
                    Kind.UNTRUE,
                    NOBODY_CAN);
        }

        @Test
        void aRequestInItsOwnWay() {
            assertFound(
                    begins().asks("book", 1, null, NIGHTS)
                            .hears("book", 2, "Unknown")
                            .asks("book", 3, null, NIGHTS)
                            .hears("book", 4, "Unavailable", 1)
                            .asksWhatBecameOf("book", 5)
                            .hears("book", 6, ANNA)
                            .event("book", "BOOKED", ANNA)
                            .ends(ANNA),
                    Kind.UNTRUE,
                    NOBODY_CAN);
        }

        @Test
        void aHoldIsLostBeforeItHasExpired() {
            Seen held = held("anna", 1, NIGHTS, 20);
            Seen ben = confirmed("ben", 1, NIGHTS);
            assertFound(
                    begins().does("hold", 1, 2, "HELD", held)
                            .asks("next", 3, null, NIGHTS)
                            .asks("confirm", 4, "anna", null)
                            .hears("confirm", 5, "HoldLost")
                            .hears("next", 30, ben)
                            .event("next", "BOOKED", ben)
                            .row(held)
                            .ends(ben),
                    Kind.UNTRUE,
                    "a hold was said to be lost");
        }

        @Test
        void aHoldIsLostToNobody() {
            Seen held = held("anna", 1, NIGHTS, 20);
            assertFound(
                    begins().does("hold", 1, 2, "HELD", held)
                            .asks("confirm", 24, "anna", null)
                            .hears("confirm", 25, "HoldLost")
                            .ends(held),
                    Kind.UNTRUE,
                    "a hold was said to be lost");
        }

        @Test
        void aHoldIsLostToSomebodyLongGone() {
            Seen held = held("anna", 1, NIGHTS, 20);
            Seen gone = cancelled("ben", 2, NIGHTS);
            assertFound(
                    begins().booked("before", 1, 2, BEN)
                            .does("cancel", 3, 4, "CANCELLED", gone)
                            .does("hold", 5, 6, "HELD", held)
                            .asks("confirm", 24, "anna", null)
                            .hears("confirm", 25, "HoldLost")
                            .ends(held, gone),
                    Kind.UNTRUE,
                    "a hold was said to be lost");
        }

        @Test
        void differentAnswersToOneRequest() {
            Seen other = confirmed("anna", 1, nights("102", 1, 4));
            assertFoundAmongOthers(
                    begins().booked("book", 1, 2, ANNA)
                            .asks("book", 3)
                            .hears("book", 4, other)
                            .ends(ANNA),
                    Kind.UNTRUE,
                    "different answers");
        }

        @Test
        void doneAndThenNot() {
            assertFound(
                    begins().booked("book", 1, 2, ANNA)
                            .asks("book", 3)
                            .hears("book", 4, "Refused")
                            .ends(ANNA),
                    Kind.UNTRUE,
                    "was told that it was done, and then");
        }

        @Test
        void neverHappensAndDid() {
            assertFoundAmongOthers(
                    begins().asks("book", 1)
                            .hears("book", 2, "Unknown")
                            .asksWhatBecameOf("book", 3)
                            .hears("book", 4, "NeverHappens")
                            .event("book", "BOOKED", ANNA)
                            .ends(ANNA),
                    Kind.UNTRUE,
                    "never happens, and did");
        }

        @Test
        void neverHappensAndMayYet() {
            assertFound(
                    begins().asks("book", 1)
                            .hears("book", 2, "Unknown")
                            .asksWhatBecameOf("book", 3)
                            .hears("book", 4, "NeverHappens"),
                    Kind.UNTRUE,
                    "its key is not used up");
        }

        @Test
        void notDoneThoughItWas() {
            assertFound(
                    begins().asks("book", 1)
                            .hears("book", 2, "StorageException")
                            .event("book", "BOOKED", ANNA)
                            .ends(ANNA),
                    Kind.UNTRUE,
                    "was told that it was not done, and it was");
        }

        @Test
        void aKeyThatNobodyElseUsed() {
            assertFound(
                    begins().asks("book", 1).hears("book", 2, "RequestKeyReusedException"),
                    Kind.UNTRUE,
                    "another request is said to have used the key");
        }

        @Test
        void otherNightsThanWereAskedFor() {
            assertFound(
                    begins().asks("book", 1, null, nights("101", 1, 3))
                            .hears("book", 2, ANNA)
                            .event("book", "BOOKED", ANNA)
                            .ends(ANNA),
                    Kind.UNTRUE,
                    "something else was done");
        }

        @Test
        void anotherBookingThanWasAskedFor() {
            Seen cancelled = cancelled("anna", 2, NIGHTS);
            assertFound(
                    begins().booked("book", 1, 2, ANNA)
                            .asks("cancel", 3, "ben", null)
                            .hears("cancel", 4, cancelled)
                            .event("cancel", "CANCELLED", cancelled)
                            .ends(cancelled),
                    Kind.UNTRUE,
                    "something else was done");
        }

        @Test
        void anAnswerToARequestThatNobodyMade() {
            assertFound(begins().hears("book", 2, ANNA), Kind.UNTRUE, "nobody asked, and was told");
        }

        @Test
        void anAnswerToAnAttemptThatNobodyMade() {
            assertFound(
                    begins().booked("book", 1, 2, ANNA)
                            .add(Line.of(new Told("book", 2, 3_000_000, "Done", List.of(ANNA), List.of(), null)))
                            .ends(ANNA),
                    Kind.UNTRUE,
                    "nobody asked, and was told");
        }
    }

    @Nested
    class Unresolved {

        @Test
        void nobodyFoundOut() {
            assertFound(begins().asks("book", 1).hears("book", 2, "Unknown"), Kind.UNRESOLVED, "happened, or did not");
        }

        @Test
        void nobodyWasThereToHear() {
            assertFound(begins().asks("book", 1), Kind.UNRESOLVED, "happened, or did not");
        }

        @Test
        void itCannotBeFoundOut() {
            assertFound(
                    begins().asks("book", 1)
                            .hears("book", 2, "Unknown")
                            .asksWhatBecameOf("book", 3)
                            .hears("book", 4, "Unknown"),
                    Kind.UNRESOLVED,
                    "happened, or did not");
        }

        @Test
        void bothIsSaid() {
            assertFoundAmongOthers(
                    begins().asks("book", 1)
                            .asksWhatBecameOf("book", 3)
                            .hears("book", 4, ANNA)
                            .asksWhatBecameOf("book", 5)
                            .hears("book", 6, "NeverHappens")
                            .event("book", "BOOKED", ANNA)
                            .ends(ANNA),
                    Kind.UNRESOLVED,
                    "happened, or did not");
        }
    }

    @Nested
    class Events {

        @Test
        void nobodyAskedForIt() {
            assertFound(begins().event("book", "BOOKED", ANNA).ends(ANNA), Kind.EVENTS, "nobody asked for");
        }

        @Test
        void nobodyAskedForWhatIsTaken() {
            assertFound(
                    begins().event("book", "BOOKED", ANNA)
                            .asks("late", 1, null, NIGHTS)
                            .hears("late", 2, "Unavailable", 1)
                            .ends(ANNA),
                    Kind.EVENTS,
                    "nobody asked for");
        }

        @Test
        void itHasNoKey() {
            assertFound(begins().event(null, "BOOKED", ANNA).ends(ANNA), Kind.EVENTS, "nobody asked for");
        }

        @Test
        void somebodyElseAskedForIt() {
            assertFound(
                    begins().asks("book", 1)
                            .hears("book", 2, ANNA)
                            .add(Line.of(new StoredEvent("event", "stranger", "book", List.of(), "BOOKED", ANNA)))
                            .ends(ANNA),
                    Kind.EVENTS,
                    "nobody asked for");
        }

        @Test
        void oneRequestIsDoneTwice() {
            Seen twin = confirmed("twin", 1, nights("102", 1, 4));
            assertFoundAmongOthers(
                    begins().booked("book", 1, 2, ANNA)
                            .event("book", "BOOKED", twin)
                            .ends(ANNA, twin),
                    Kind.EVENTS,
                    "was done more than once");
        }

        @Test
        void aGroupIsThereInPart() {
            assertFound(
                    begins().asks("group", 1)
                            .hears("group", 2, ANNA)
                            .add(Line.of(
                                    new StoredEvent("event", Story.GUEST, "group", List.of("another"), "BOOKED", ANNA)))
                            .ends(ANNA),
                    Kind.EVENTS,
                    "was done in part");
        }

        @Test
        void aVersionIsMissing() {
            Seen third = confirmed("anna", 3, NIGHTS);
            assertFound(
                    begins().booked("book", 1, 2, ANNA)
                            .does("change", 3, 4, "CHANGED", third)
                            .ends(third),
                    Kind.EVENTS,
                    "has events [1, 3], and not 2");
        }

        @Test
        void theFirstVersionIsMissing() {
            Seen second = confirmed("anna", 2, NIGHTS);
            assertFound(begins().booked("book", 1, 2, second).ends(second), Kind.EVENTS, "has events [2], and not 1");
        }

        @Test
        void aVersionIsThereTwice() {
            assertFound(
                    begins().booked("book", 1, 2, ANNA)
                            .booked("again", 3, 4, ANNA)
                            .ends(ANNA),
                    Kind.EVENTS,
                    "has events [1, 1], and not 2");
        }

        @Test
        void aBookingGoesOnAfterItsEnd() {
            Seen revived = confirmed("anna", 3, NIGHTS);
            assertFound(
                    begins().does("hold", 1, 2, "HELD", held("anna", 1, NIGHTS, 20))
                            .does("release", 3, 4, "RELEASED", cancelled("anna", 2, NIGHTS))
                            .does("confirm", 3, 5, "CONFIRMED", revived)
                            .ends(revived),
                    Kind.EVENTS,
                    "goes on after its end");
        }

        @Test
        void nightsAreOthersAndNobodyChangedThem() {
            Seen confirmed = confirmed("anna", 2, nights("101", 1, 3));
            assertFound(
                    begins().does("hold", 1, 2, "HELD", held("anna", 1, NIGHTS, 20))
                            .does("confirm", 3, 4, "CONFIRMED", confirmed)
                            .ends(confirmed),
                    Kind.EVENTS,
                    "nobody changed them");
        }

        @Test
        void theBookingIsUnlikeItsLatestEvent() {
            Seen changed = confirmed("anna", 2, nights("101", 1, 2));
            assertFoundAmongOthers(
                    begins().booked("book", 1, 2, ANNA)
                            .does("change", 3, 4, "CHANGED", changed)
                            .ends(ANNA),
                    Kind.EVENTS,
                    "the latest event says");
        }

        @Test
        void theBookingIsNotThere() {
            assertFound(begins().booked("book", 1, 2, ANNA), Kind.EVENTS, "and the booking is null");
        }

        @Test
        void aBookingHasNone() {
            assertFound(begins().ends(ANNA), Kind.EVENTS, "has no event");
        }

        @Test
        void nightsOfABookingThatIsOver() {
            Seen cancelled = cancelled("anna", 2, NIGHTS);
            assertFound(
                    begins().booked("book", 1, 2, ANNA)
                            .does("cancel", 3, 4, "CANCELLED", cancelled)
                            .ends(cancelled)
                            .stock("anna", NIGHTS),
                    Kind.EVENTS,
                    "nobody has a booking of");
        }

        @Test
        void nightsOfARoomThatWasLeft() {
            Seen changed = confirmed("anna", 2, nights("102", 1, 4));
            assertFound(
                    begins().booked("book", 1, 2, ANNA)
                            .does("change", 3, 4, "CHANGED", changed)
                            .ends(changed)
                            .stock("anna", NIGHTS),
                    Kind.EVENTS,
                    "nobody has a booking of");
        }
    }

    @Nested
    class Others {

        @Test
        void tooLate() {
            assertFound(Story.withLongest(3).booked("book", 1, 5, ANNA).ends(ANNA), Kind.LATE, "answered too late");
        }

        @Test
        void complaints() {
            assertFound(
                    begins().add(Line.of(new Complaint("INVENTORY", "a night is missing"))),
                    Kind.INVENTORY,
                    "a night is missing");
        }

        @Test
        void whatDoesNotBeginIsNoHistory() {
            Line line = Line.of(new Asked("book", 1, 1, "book", Story.GUEST, "hotel", null, null));
            assertThatThrownBy(() -> Checker.check(List.of(line))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Checker.check(List.of())).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void whatItAllCameTo() {
            Verdict verdict = Checker.check(begins().add(Line.note("all is well"))
                    .add(Line.of(new Injected("a fault", 2_500_000)))
                    .booked("before", 1, 3, ANNA)
                    .asks("book", 3)
                    .hears("book", 4, "Unknown")
                    .asksWhatBecameOf("book", 5)
                    .hears("book", 6, confirmed("ben", 1, nights("102", 1, 2)))
                    .event("book", "BOOKED", confirmed("ben", 1, nights("102", 1, 2)))
                    .asks("book", 7)
                    .hears("book", 8, confirmed("ben", 1, nights("102", 1, 2)))
                    .asks("lost", 9)
                    .ends(ANNA, confirmed("ben", 1, nights("102", 1, 2)))
                    .lines());

            assertThat(verdict.injected()).isEqualTo(1);
            assertThat(verdict.acknowledged()).isEqualTo(2);
            assertThat(verdict.unknown()).isEqualTo(2);
            assertThat(verdict.resolved()).isEqualTo(1);
            assertThat(verdict.pauses()).containsExactly(3_000L);
            assertThat(verdict.notes()).containsExactly("all is well");
            assertThat(verdict.count(Kind.UNRESOLVED)).isEqualTo(1);
            assertThat(verdict.count(Kind.LOST)).isZero();
        }
    }
}
