package io.innkeeper.booking.examples.faults;

import io.innkeeper.booking.examples.faults.Place.Started;
import io.innkeeper.booking.examples.faults.fault.CutCommit;
import io.innkeeper.booking.examples.faults.fault.FullDisk;
import io.innkeeper.booking.examples.faults.fault.KillApplication;
import io.innkeeper.booking.examples.faults.fault.KillCluster;
import io.innkeeper.booking.examples.faults.fault.KillMember;
import io.innkeeper.booking.examples.faults.fault.KillServer;
import io.innkeeper.booking.examples.faults.fault.MovePrimary;
import io.innkeeper.booking.examples.faults.fault.Race;
import io.innkeeper.booking.examples.faults.fault.ReadOnlyServer;
import io.innkeeper.booking.examples.faults.fault.SwallowCommit;
import io.innkeeper.booking.examples.faults.fault.TooManyConnections;
import io.innkeeper.booking.examples.faults.fault.WrongClocks;
import io.innkeeper.booking.examples.faults.stand.Fault;
import io.innkeeper.booking.jpa.server.CommitProxy.Cut;
import java.util.List;
import java.util.function.Function;

/**
 * A fault, where it happens, and how often.
 *
 * @param few how often in the short form
 * @param many how often in the long form
 * @param promised whether nothing may be lost
 */
record Plan(String name, Place place, int few, int many, boolean promised, Function<Started, Fault> fault) {

    /** What can go wrong, in the order in which it does. */
    static final List<Plan> ALL = List.of(
            of("kill -9 of the server", Place.ONE_SERVER, 3, 20, on -> new KillServer()),
            of("kill -9 of an application", Place.ONE_SERVER, 3, 50, on -> new KillApplication()),
            of(
                    "connection cut before COMMIT arrives",
                    Place.ONE_SERVER,
                    30,
                    500,
                    on -> new CutCommit(Cut.BEFORE_THE_SERVER_IS_TOLD)),
            of(
                    "connection cut when COMMIT is done",
                    Place.ONE_SERVER,
                    30,
                    500,
                    on -> new CutCommit(Cut.ONCE_THE_SERVER_HAS_ANSWERED)),
            of("COMMIT swallowed", Place.ONE_SERVER, 2, 20, on -> new SwallowCommit(Cut.SWALLOWED_ON_THE_WAY)),
            of(
                    "answer to COMMIT swallowed",
                    Place.ONE_SERVER,
                    2,
                    20,
                    on -> new SwallowCommit(Cut.SWALLOWED_ON_THE_WAY_BACK)),
            of("server turned read-only", Place.ONE_SERVER, 3, 20, on -> new ReadOnlyServer()),
            of("1,000 connections wanted of 50", Place.ONE_SERVER, 1, 3, on -> new TooManyConnections()),
            of("clocks an hour off", Place.ONE_SERVER, 1, 4, on -> new WrongClocks()),
            of("disk full", Place.SMALL_DISK, 1, 2, on -> new FullDisk(on.smallDisk())),
            of("group: kill -9 of the primary", Place.GROUP, 1, 10, on -> new KillMember(on.cluster())),
            of("group: another primary", Place.GROUP, 1, 10, on -> new MovePrimary(on.cluster())),
            of("group: kill -9 of all three", Place.GROUP, 1, 3, on -> new KillCluster(on.cluster())),
            of("group: three primaries", Place.GROUP_OF_PRIMARIES, 1, 3, on -> new Race(on.cluster())),
            of("Galera: kill -9 of the server in use", Place.GALERA, 1, 10, on -> new KillMember(on.cluster())),
            of("Galera: kill -9 of all three", Place.GALERA, 1, 3, on -> new KillCluster(on.cluster())),
            of("Galera: three servers at once", Place.GALERA, 1, 3, on -> new Race(on.cluster())),
            new Plan(
                    "Galera, flushed once a second: kill -9 of all three",
                    Place.RELAXED_GALERA,
                    1,
                    3,
                    false,
                    on -> new KillCluster(on.cluster())));

    private static Plan of(String name, Place place, int few, int many, Function<Started, Fault> fault) {
        return new Plan(name, place, few, many, true, fault);
    }

    int times(Options options) {
        return options.isLong() ? many : few;
    }

    boolean isWanted(Options options) {
        String only = options.only();
        return only == null || name.contains(only);
    }
}
