package io.innkeeper.booking.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.innkeeper.booking.benchmarks.city.CitySearch;
import io.innkeeper.booking.benchmarks.contender.Contenders;
import io.innkeeper.booking.benchmarks.index.CountryIndex;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Small runs of each: that their results are whole, and that nothing was sold twice, for which each of them looks itself. */
class LoadsTest {

    private static BenchmarkServer server;

    @BeforeAll
    static void start() {
        server = BenchmarkServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aCurveHasEachPointOfEachContender() throws Exception {
        Results results = Curve.measure(
                server,
                "--contenders=COMBINING,UNIQUE_INSERT",
                "--callers=1,256",
                "--virtual=0",
                "--rounds=1",
                "--warm-up=0",
                "--seconds=1");

        assertThat(having(results, "callers"))
                .hasSize(4)
                .allSatisfy(each -> assertThat(figures(each, "perSecond", "p50", "p99", "p999", "ofBestPoint"))
                        .allMatch(figure -> figure > 0));
        assertThat(having(results, "ratio")).as("ours, of a crowd").hasSize(2);
        assertNothingIsWrong(results);
    }

    @Test
    void whatIsUnguardedOversellsAndIsMarked() throws Exception {
        HotHotel unguarded = new HotHotel(Contenders.UNGUARDED);
        for (int round = 0; round < 20 && unguarded.wrong().isEmpty(); round++) {
            unguarded.measure(server, call -> Callers.closedLoop(Callers.Threads.PLATFORM, 64, 0, 1, call));
        }

        assertThat(unguarded.wrong()).startsWith("unguarded check-then-insert OVERSOLD ");
        assertThat(unguarded.figures("load", 64)).containsEntry("wrong", unguarded.wrong());
    }

    @Test
    void anOpenLoopTellsLatenciesOfOursAndTheirsAtOneRate() throws Exception {
        Results results = OpenLoop.measure(
                server, "--contenders=COMBINING", "--rate=100", "--rounds=1", "--warm-up=0", "--seconds=1");

        assertThat(having(results, "callers")).hasSize(2).allSatisfy(each -> {
            assertThat(each.get("perSecond").getAsDouble()).isBetween(1.0, 101.0);
            assertThat(figures(each, "p50", "p99", "p999")).allMatch(figure -> figure > 0);
        });
        assertThat(having(results, "ratio")).hasSize(2);
        assertNothingIsWrong(results);
    }

    @Test
    void aMixTellsLatenciesOfEachOperation() throws Exception {
        Results results = Mix.measure(
                server, "--callers=4", "--hotels=5", "--users=1", "--rounds=1", "--warm-up=0", "--seconds=2");

        assertThat(having(results, "ratio")).hasSize(2);
        assertThat(having(results, "contender"))
                .extracting(each -> each.get("contender").getAsString())
                .contains("search", "hotel page", "book", "cancel");
        assertThat(having(results, "contender"))
                .allSatisfy(each -> assertThat(figures(each, "perSecond", "p50", "p99", "p999"))
                        .allMatch(figure -> figure > 0));
    }

    @Test
    void processesAreComparedWithOneAlone() throws Exception {
        Results results = Processes.measure(
                server,
                "--strategies=COMBINING",
                "--callers=2",
                "--processes=2",
                "--rounds=1",
                "--warm-up=2",
                "--seconds=2");

        assertThat(having(results, "processes"))
                .hasSize(2)
                .allSatisfy(each ->
                        assertThat(figures(each, "perSecond", "p99OfSlowest")).allMatch(figure -> figure > 0));
        assertThat(having(results, "ratio")).hasSize(1);
    }

    @Test
    void aCityIsSearchedBesideSqlThatFindsTheSame() throws Exception {
        Results results = CitySearch.measure(server, "--hotels=20", "--rooms=20", "--rounds=1", "--milliseconds=100");

        assertThat(having(results, "ratio"))
                .singleElement()
                .satisfies(each ->
                        assertThat(figures(each, "ours", "theirs", "ratio")).allMatch(figure -> figure > 0));
        assertThat(having(results, "20 hotels"))
                .singleElement()
                .satisfies(each -> assertThat(each.get("20 hotels")).isEqualTo(each.get("2 hotels")));
    }

    @Test
    void anIndexIsComparedWithTheDatabaseThatFindsTheSame() throws Exception {
        Results results = CountryIndex.measure(server, "--generated=40", "--searches=40");

        assertThat(having(results, "ratio"))
                .hasSize(3)
                .allSatisfy(each ->
                        assertThat(figures(each, "ours", "theirs", "ratio")).allMatch(figure -> figure > 0));
        assertThat(having(results, "heapBytesOfARoom")).hasSize(1);
    }

    private static List<JsonObject> having(Results results, String field) {
        return results.all().stream().filter(each -> each.has(field)).toList();
    }

    private static List<Double> figures(JsonObject each, String... names) {
        return List.of(names).stream().map(name -> each.get(name).getAsDouble()).toList();
    }

    private static void assertNothingIsWrong(Results results) {
        assertThat(having(results, "wrong"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.get("wrong").getAsString()).isEmpty());
    }
}
