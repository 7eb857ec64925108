package io.innkeeper.booking.examples.embedding.spring;

import java.util.UUID;
import org.springframework.data.repository.CrudRepository;

/** A repository of the host's. */
interface LoyaltyAccounts extends CrudRepository<LoyaltyAccount, UUID> {}
