/** Classes that are wrong on purpose: each breaks a rule, which shows that the rule is kept watch over. */
package io.innkeeper.booking.architecture.seeded;
