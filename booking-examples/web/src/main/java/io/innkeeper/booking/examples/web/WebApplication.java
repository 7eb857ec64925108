package io.innkeeper.booking.examples.web;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A web application in which guests book rooms, and owners run their hotels. */
@SpringBootApplication
@EnableResilientMethods
@EnableScheduling
public class WebApplication {

    /** Starts it, at the port that PORT names, or else at 8080. */
    public static void main(String[] args) {
        SpringApplication.run(WebApplication.class, args);
    }
}
