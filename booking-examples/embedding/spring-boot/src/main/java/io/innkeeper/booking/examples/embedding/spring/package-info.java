/** A host in Spring Boot. */
@NullMarked
package io.innkeeper.booking.examples.embedding.spring;

import org.jspecify.annotations.NullMarked;
