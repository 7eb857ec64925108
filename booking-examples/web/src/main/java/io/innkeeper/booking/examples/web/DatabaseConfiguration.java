package io.innkeeper.booking.examples.web;

import io.innkeeper.booking.jpa.server.Server;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which database it is, for the application and for {@link Migration}. */
@Configuration
class DatabaseConfiguration {

    /** The server that INNKEEPER_URL names, or else an embedded one. */
    @Bean
    @ConditionalOnMissingBean
    Server server() {
        return Server.namedOrEmbedded();
    }

    @Bean
    JdbcConnectionDetails connectionDetails(Server server) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return server.user();
            }

            @Override
            public String getPassword() {
                return server.password();
            }

            @Override
            public String getJdbcUrl() {
                return server.url();
            }
        };
    }
}
