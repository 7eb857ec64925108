package io.innkeeper.booking.examples.web.page;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.RequestKeyReusedException;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.Violation;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** What the library throws, as pages. Whatever else goes wrong, Spring Boot shows by the same template. */
@ControllerAdvice
class ErrorPages {

    private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);

    @ExceptionHandler
    ModelAndView notFound(NotFoundException e) {
        return page(HttpStatus.NOT_FOUND, List.of());
    }

    @ExceptionHandler
    ModelAndView invalid(InvalidRequestException e) {
        return page(HttpStatus.BAD_REQUEST, e.violations());
    }

    @ExceptionHandler
    ModelAndView reused(RequestKeyReusedException e) {
        return page(HttpStatus.CONFLICT, List.of());
    }

    @ExceptionHandler
    ModelAndView unavailable(StorageException e) {
        log.error("the storage could not do its work", e);
        return page(HttpStatus.SERVICE_UNAVAILABLE, List.of());
    }

    private static ModelAndView page(HttpStatus status, List<Violation> problems) {
        ModelAndView page = new ModelAndView("error", status);
        page.addObject("status", status.value());
        page.addObject("problems", problems);
        return page;
    }
}
