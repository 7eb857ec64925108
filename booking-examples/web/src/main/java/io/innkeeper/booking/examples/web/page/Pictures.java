package io.innkeeper.booking.examples.web.page;

import java.time.Duration;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Draws a picture of each hotel: always the same one, as different from others as a few dice make it. */
@Controller
class Pictures {

    @GetMapping(value = "/pictures/{hotel}.svg", produces = "image/svg+xml")
    ResponseEntity<String> hotel(@PathVariable UUID hotel, @RequestParam(defaultValue = "0") int stars) {
        return ResponseEntity.ok()
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .body(new Facade(hotel, Math.max(0, Math.min(stars, 5))).svg());
    }
}
