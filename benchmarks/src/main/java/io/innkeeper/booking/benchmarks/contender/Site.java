package io.innkeeper.booking.benchmarks.contender;

import io.innkeeper.booking.benchmarks.server.BenchmarkServer;

/**
 * Where a contender works.
 *
 * @param database its own database
 * @param url the way to it, which may be longer than the database's own
 * @param tuning how to use it
 */
public record Site(BenchmarkServer.Database database, String url, Tuning tuning) {}
