/** Innkeeper's tables as entities, as an application of its own would map them. */
@NullMarked
package io.innkeeper.booking.benchmarks.contender.entity;

import org.jspecify.annotations.NullMarked;
